//! What is read as a quantity, and what is not.

use expect_test::{Expect, expect};

use crate::probe;

/// Prints each quantity of a text with what it says.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let annotated = probe(text);
    let mut printed = String::new();
    for q in &annotated.quantities {
        let bound = |b: Option<f64>| b.map_or("?".to_owned(), |b| b.to_string());
        printed += &format!(
            "{} = {}..{}",
            annotated.report.at(q.span),
            bound(q.low),
            bound(q.high)
        );
        if q.approximate {
            printed += " about";
        }
        if let Some(unit) = &q.unit {
            printed += &format!(" {unit}");
        }
        if let Some(counted) = q.counted {
            printed += &format!(" of {}", annotated.report.at(counted));
        }
        if let Some(toll) = q.toll {
            printed += &format!(" {toll:?}");
        }
        if q.cumulative {
            printed += " cumulative";
        }
        printed.push('\n');
    }
    expected.assert_eq(&printed);
}

#[test]
fn bounds_are_closed() {
    check(
        "More than 200 people fled. At least 14 fighters were killed. Up to 30 boats sank. \
         Fewer than 10 shops opened. As many as two dozen cars burned.",
        &expect![[r#"
            More than 200 = 201..? of people Displaced
            At least 14 = 14..? of fighters Killed
            Up to 30 = ?..30 of boats
            Fewer than 10 = ?..9 of shops
            As many as two dozen = ?..24 of cars
        "#]],
    );
}

#[test]
fn numbers_in_words_are_read_whole() {
    check(
        "Half a million people marched. Two hundred and fifty thousand stayed home. Tens of \
         thousands of voters queued. Several hundred farmers came. A third of the shops closed.",
        &expect![[r#"
            Half a million = 500000..500000 of people
            Two hundred and fifty thousand = 250000..250000
            Tens of thousands = 20000..? about of voters
            Several hundred = 300..? about of farmers
            A third = 33.333333333333336..33.333333333333336 about % of shops
        "#]],
    );
}

#[test]
fn units_come_in_base_form() {
    check(
        "The 8.5-tonne bridge fell 230 miles away. It cost $1.2 billion. Parts of 100kg were found. \
         It weighed 19,000 pounds. Prices rose 5.5 percent. It was 20 degrees Celsius.",
        &expect![[r#"
            8.5-tonne = 8500..8500 kg
            230 miles = 370149.12..370149.12 m
            $1.2 billion = 1200000000..1200000000 USD
            100kg = 100..100 kg
            19,000 pounds = 8618.25503..8618.25503 kg
            5.5 percent = 5.5..5.5 %
            20 degrees Celsius = 20..20 °C
        "#]],
    );
}

#[test]
fn a_list_shares_the_fate_of_its_members() {
    check(
        "Ten people including three children were killed and 20 others injured. \
         The blast killed 14 soldiers and two civilians.",
        &expect![[r#"
            Ten = 10..10 of people Killed
            three = 3..3 of children Killed
            20 = 20..20 of others Injured
            14 = 14..14 of soldiers Killed
            two = 2..2 of civilians Killed
        "#]],
    );
}

#[test]
fn a_fate_may_stand_before_or_after_the_count() {
    check(
        "The death toll rose to 234. Police arrested 12 men. Forty miners are still missing. \
         No casualties were reported. The strike left 9 dead. 14 killed in Dorrim.",
        &expect![[r#"
            234 = 234..234 Killed
            12 = 12..12 of men Detained
            Forty = 40..40 of miners Missing
            No = 0..0 of casualties Injured
            9 = 9..9 Killed
            14 = 14..14 Killed
        "#]],
    );
}

#[test]
fn years_ages_and_designations_are_no_quantities() {
    check(
        "Anna Berg, 45, took Flight 370 in 2011. The 20-year-old won 3-1 on the 21st. \
         Tarn-1 flew over Highway 61. Call 555-123-4567.",
        &expect![[r#""#]],
    );
}

#[test]
fn a_count_since_a_date_adds_up() {
    check(
        "Some 6,000 people have died since the war began. Three died in the fire.",
        &expect![[r#"
            Some 6,000 = 6000..6000 about of people Killed cumulative
            Three = 3..3 Killed
        "#]],
    );
}
