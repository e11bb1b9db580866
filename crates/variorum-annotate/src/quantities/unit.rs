//! Units and their base forms: kilograms, metres, seconds, dollars, percent.

use super::lexing::Piece;

/// A unit beside a number, and the pieces that both take together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// The base unit.
    pub(super) base: &'static str,
    /// What one of this unit is in the base unit.
    factor: f64,
    /// What is added after multiplying: degrees only.
    offset: f64,
    /// The first piece of number and unit.
    pub(super) start: usize,
    /// The piece after the last.
    pub(super) end: usize,
}

impl Unit {
    /// Converts a value to the base unit.
    pub(super) fn to_base(&self, value: f64) -> f64 {
        let base = value * self.factor + self.offset;
        // Factors like 0.3048 leave binary dust that would print.
        (base * 1e6).round() / 1e6
    }
}

/// Finds the unit of the number that the pieces `start..end` are.
pub(super) fn unit(pieces: &[Piece<'_>], start: usize, end: usize) -> Option<Unit> {
    before(pieces, start, end)
        .or_else(|| magnitude(pieces, start, end))
        .or_else(|| after(pieces, start, end))
}

/// An earthquake's magnitude: "magnitude 6.4", "a 5.9-magnitude quake", "7.1
/// on the Richter scale".
fn magnitude(pieces: &[Piece<'_>], start: usize, end: usize) -> Option<Unit> {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let before = |back: usize| start.checked_sub(back).map_or("", norm);
    let richter = norm(end) == "on" && norm(end + 1) == "the" && norm(end + 2) == "richter";
    let (start, end) = match (before(2), before(1)) {
        (_, "magnitude") => (start - 1, end),
        ("magnitude", "of" | "-") => (start - 2, end),
        _ if norm(end) == "magnitude" => (start, end + 1),
        _ if norm(end) == "-" && norm(end + 1) == "magnitude" => (start, end + 2),
        _ if richter => (start, end + 3 + usize::from(norm(end + 3) == "scale")),
        _ => return None,
    };
    Some(Unit {
        base: "magnitude",
        factor: 1.0,
        offset: 0.0,
        start,
        end,
    })
}

/// A sign of money before the number.
fn before(pieces: &[Piece<'_>], start: usize, end: usize) -> Option<Unit> {
    let last = start.checked_sub(1)?;
    let base = sign(pieces[last].text)?;
    let letters = ["us", "a", "c", "s", "hk", "nz"];
    let prefixed = pieces[last].text == "$"
        && pieces[last].glued
        && last
            .checked_sub(1)
            .is_some_and(|i| letters.contains(&pieces[i].norm.as_str()));
    let base = match (
        prefixed,
        last.checked_sub(1).map(|i| pieces[i].norm.as_str()),
    ) {
        (true, Some("a")) => "AUD",
        (true, Some("c")) => "CAD",
        (true, Some("s")) => "SGD",
        (true, Some("hk")) => "HKD",
        (true, Some("nz")) => "NZD",
        _ => base,
    };
    Some(Unit {
        base,
        factor: 1.0,
        offset: 0.0,
        start: last - usize::from(prefixed),
        end,
    })
}

/// Returns the currency of a sign that stands before its number.
pub(super) fn sign(text: &str) -> Option<&'static str> {
    Some(match text {
        "$" => "USD",
        "£" => "GBP",
        "€" => "EUR",
        "¥" => "JPY",
        "₹" | "Rs" => "INR",
        "₦" => "NGN",
        "₪" => "ILS",
        _ => return None,
    })
}

/// A unit word or sign after the number, a hyphen between or not.
fn after(pieces: &[Piece<'_>], start: usize, end: usize) -> Option<Unit> {
    let norm = |i: usize| pieces.get(i).map_or("", |piece| piece.norm.as_str());
    let at = |base, factor, end| {
        Some(Unit {
            base,
            factor,
            offset: 0.0,
            start,
            end,
        })
    };
    let hyphen = norm(end) == "-" && pieces[end].glued;
    let first = end + usize::from(hyphen);
    let second = first + 1 + usize::from(hyphen && norm(first + 1) == "-");
    match (norm(first), norm(second)) {
        ("per", "cent") => return at("%", 1.0, second + 1),
        ("percentage", "point" | "points") => return at("%", 1.0, second + 1),
        ("square" | "sq", area) => {
            let (base, side) = unit_word(area).filter(|(base, _)| *base == "m")?;
            debug_assert_eq!(base, "m");
            return at("m2", side * side, second + 1);
        }
        ("cubic", size) => {
            let (_, side) = unit_word(size).filter(|(base, _)| *base == "m")?;
            return at("m3", side * side * side, second + 1);
        }
        ("u.s" | "us", "dollar" | "dollars") => return at("USD", 1.0, second + 1),
        ("degree" | "degrees" | "°", scale) => {
            let (factor, offset, end) = match scale {
                "c" | "celsius" | "centigrade" => (1.0, 0.0, second + 1),
                "f" | "fahrenheit" => (5.0 / 9.0, -160.0 / 9.0, second + 1),
                _ => return at("°", 1.0, first + 1),
            };
            return Some(Unit {
                base: "°C",
                factor,
                offset,
                start,
                end,
            });
        }
        _ => {}
    }
    let word = norm(first);
    // Letters that are units only where they touch the number: "5m", "20C".
    let glued = pieces.get(first).is_some_and(|piece| piece.glued);
    let (base, factor) = match word {
        "m" | "g" | "t" | "l" if glued => match word {
            "m" => ("m", 1.0),
            "g" => ("kg", 1e-3),
            "t" => ("kg", 1e3),
            _ => ("l", 1.0),
        },
        "c" if glued => ("°C", 1.0),
        _ => unit_word(word)?,
    };
    let (base, factor, end) = match (base, norm(first + 1), norm(first + 2)) {
        // "60 miles per hour", "60 miles an hour", "100 km/h".
        ("m", "per" | "an" | "/", "hour" | "h" | "hr") => ("m/s", factor / 3600.0, first + 3),
        ("m", "per" | "a" | "/", "second" | "s" | "sec") => ("m/s", factor, first + 3),
        _ => (base, factor, first + 1),
    };
    at(base, factor, end)
}

/// Returns the base and the factor of a unit's word.
fn unit_word(word: &str) -> Option<(&'static str, f64)> {
    Some(match word {
        "%" | "percent" | "pct" => ("%", 1.0),
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme"
        | "kilogrammes" => ("kg", 1.0),
        "gram" | "grams" | "grammes" => ("kg", 1e-3),
        "mg" | "milligram" | "milligrams" => ("kg", 1e-6),
        "tonne" | "tonnes" => ("kg", 1e3),
        "ton" | "tons" => ("kg", 907.184_74),
        "lb" | "lbs" | "pound" | "pounds" => ("kg", 0.453_592_37),
        "ounce" | "ounces" | "oz" => ("kg", 0.028_349_523),
        "metre" | "metres" | "meter" | "meters" => ("m", 1.0),
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => ("m", 1e3),
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => ("m", 1e-2),
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => ("m", 1e-3),
        "mile" | "miles" => ("m", 1_609.344),
        "foot" | "feet" | "ft" => ("m", 0.3048),
        "inch" | "inches" => ("m", 0.0254),
        "yard" | "yards" => ("m", 0.9144),
        "mph" => ("m/s", 0.447_04),
        "kph" | "kmh" => ("m/s", 1.0 / 3.6),
        "knot" | "knots" => ("m/s", 0.514_444),
        "acre" | "acres" => ("m2", 4_046.856),
        "hectare" | "hectares" => ("m2", 1e4),
        "litre" | "litres" | "liter" | "liters" => ("l", 1.0),
        "gallon" | "gallons" => ("l", 3.785_412),
        "barrel" | "barrels" => ("l", 158.987),
        "watt" | "watts" => ("W", 1.0),
        "kilowatt" | "kilowatts" | "kw" => ("W", 1e3),
        "megawatt" | "megawatts" | "mw" => ("W", 1e6),
        "gigawatt" | "gigawatts" | "gw" => ("W", 1e9),
        "second" | "seconds" => ("s", 1.0),
        "minute" | "minutes" | "mins" => ("s", 60.0),
        "hour" | "hours" | "hrs" => ("s", 3_600.0),
        "day" | "days" => ("s", 86_400.0),
        "week" | "weeks" => ("s", 604_800.0),
        "month" | "months" => ("s", 2_629_746.0),
        "year" | "years" => ("s", 31_556_952.0),
        "dollar" | "dollars" | "usd" => ("USD", 1.0),
        "cent" | "cents" => ("USD", 1e-2),
        "euro" | "euros" | "eur" => ("EUR", 1.0),
        "yen" => ("JPY", 1.0),
        "yuan" => ("CNY", 1.0),
        "rupee" | "rupees" => ("INR", 1.0),
        "naira" => ("NGN", 1.0),
        "rouble" | "roubles" | "ruble" | "rubles" => ("RUB", 1.0),
        "shekel" | "shekels" => ("ILS", 1.0),
        _ => return None,
    })
}
