//! The news agencies of the world and how their copy is credited.
//!
//! A table, because a short form ("AP", "dpa") cannot be told from any
//! other pair of letters by its shape. What is not in the table is read by
//! structure (see [`crate::credits`]).

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// An agency: its usual name first, then every other form. Forms are compared
/// with their case. Letters that name something else as well (GNA, PA, MENA)
/// are left out: in a dateline they are read by structure.
const AGENCIES: &[&[&str]] = &[
    &["Reuters", "REUTERS", "Thomson Reuters"],
    &["Associated Press", "AP", "The AP"],
    &["Agence France-Presse", "AFP", "Agence France Presse"],
    &["Press Association", "PA Media", "PA Wire"],
    &["Xinhua", "Xinhua News Agency", "XINHUA"],
    &["United Press International", "UPI"],
    &["Deutsche Presse-Agentur", "dpa", "DPA"],
    &["EFE", "Agencia EFE"],
    &["ANSA"],
    &["Adnkronos"],
    &["Kyodo", "Kyodo News"],
    &["Jiji Press", "Jiji"],
    &["Yonhap", "Yonhap News Agency"],
    &["KCNA", "Korean Central News Agency"],
    &["TASS", "ITAR-TASS", "Itar-Tass", "Tass"],
    &["Interfax"],
    &["RIA Novosti"],
    &["Press Trust of India", "PTI"],
    &["Indo-Asian News Service", "IANS"],
    &["Asian News International"],
    &["United News of India"],
    &["Associated Press of Pakistan"],
    &["Bernama"],
    &["Antara"],
    &["Vietnam News Agency"],
    &["Central News Agency"],
    &["Anadolu Agency", "Anadolu"],
    &["Ihlas News Agency"],
    &["Dogan News Agency"],
    &["IRNA", "Islamic Republic News Agency"],
    &["Fars News Agency"],
    &["Tasnim", "Tasnim News Agency"],
    &["ISNA"],
    &["Mehr News Agency"],
    &["Syrian Arab News Agency"],
    &["Middle East News Agency"],
    &["WAFA"],
    &["Ma'an News Agency", "Ma'an"],
    &["Petra", "Jordan News Agency"],
    &["National News Agency"],
    &["Saudi Press Agency"],
    &["Emirates News Agency"],
    &["KUNA", "Kuwait News Agency"],
    &["Qatar News Agency"],
    &["Libyan News Agency"],
    &["Tunis Afrique Presse"],
    &["Maghreb Arabe Presse"],
    &["Algeria Press Service"],
    &["News Agency of Nigeria"],
    &["Ghana News Agency"],
    &["South African Press Association", "SAPA"],
    &["Panapress"],
    &["Ukrinform"],
    &["UNIAN"],
    &["BelTA", "BELTA"],
    &["Belga"],
    &["Ritzau"],
    &["TT News Agency"],
    &["Polish Press Agency"],
    &["CTK", "CTK News Agency"],
    &["Agerpres", "Mediafax"],
    &["Tanjug", "Beta News Agency"],
    &["Austria Press Agency"],
    &["Keystone-SDA"],
    &["Lusa"],
    &["Canadian Press"],
    &["Australian Associated Press", "AAP"],
    &["Notimex"],
    &["Agencia Brasil", "Agência Brasil"],
    &["Telam", "Télam"],
    &["Prensa Latina"],
    &["Bloomberg News"],
    &["Dow Jones Newswires", "Dow Jones"],
    &["Thomson Reuters Foundation"],
    &["SWNS", "South West News Service"],
];

/// Broadcasters whose names do not say what they are.
const BROADCASTERS: &[&str] = &[
    "ABC",
    "Al Arabiya",
    "Al Jazeera",
    "Al-Arabiya",
    "Al-Jazeera",
    "BBC",
    "CBC",
    "CBS",
    "CNN",
    "Channel 4",
    "Deutsche Welle",
    "France 24",
    "ITV",
    "MSNBC",
    "NBC",
    "NDTV",
    "NHK",
    "NPR",
    "PBS",
    "RFE/RL",
    "RT",
    "RTE",
    "SBS",
    "VOA",
];

/// Words that end the name of an outlet.
const OUTLET_ENDS: &[&str] = &[
    "agency",
    "broadcaster",
    "channel",
    "chronicle",
    "daily",
    "gazette",
    "herald",
    "journal",
    "magazine",
    "network",
    "news",
    "newspaper",
    "paper",
    "post",
    "radio",
    "telegraph",
    "television",
    "times",
    "tribune",
    "tv",
    "website",
];

/// Tells whether the words name an outlet: by its table, or by their last.
pub(crate) fn is_outlet(name: &str) -> bool {
    let name = name.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let bare = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name);
    let last = bare.split_whitespace().next_back().unwrap_or_default();
    // "The Norland Space Agency" is none.
    let mut words = bare.split_whitespace().rev();
    let body = words
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case("agency"))
        && words
            .next()
            .is_none_or(|of| !["news", "press", "telegraph"].contains(&of.to_lowercase().as_str()));
    if body {
        return false;
    }
    BROADCASTERS.contains(&bare)
        || bare.split_whitespace().count() > 1
            && bare.split_whitespace().count() <= 7
            && bare.chars().any(char::is_uppercase)
            && OUTLET_ENDS.contains(&last.to_lowercase().as_str())
}

/// Returns the usual name of the agency that `name` is a form of.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let name = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name);
    let name = name
        .strip_suffix(" news agency")
        .or_else(|| name.strip_suffix(" newswire"))
        .unwrap_or(name);
    static USUAL: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        let forms = AGENCIES.iter().flat_map(|forms| {
            let usual = forms[0];
            forms.iter().map(move |&form| (form, usual))
        });
        forms.collect()
    });
    USUAL.get(name).copied()
}

/// Finds the agencies that `text` names: where, and their usual names, the
/// longest form at each place.
pub(crate) fn agencies_in(text: &str) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let words: Vec<(usize, usize)> = crate::words::word_spans(text)
        .map(|(at, word, _)| (at, at + word.len()))
        .collect();
    let mut found = Vec::new();
    let mut nth = 0;
    while nth < words.len() {
        let longest = (1..=5).rev().find_map(|count| {
            let last = words.get(nth + count - 1)?;
            let name = &text[words[nth].0..last.1];
            // A form is looked up as it stands, its spaces and hyphens too.
            let found = agency(name).filter(|_| count == 1 || is_whole(text, &words, nth));
            found.map(|agency| (count, words[nth].0..last.1, agency))
        });
        match longest {
            Some((count, range, agency)) => {
                found.push((range, agency));
                nth += count;
            }
            None => nth += 1,
        }
    }
    found
}

/// Tells whether a name of several words begins with the word `nth`, and not
/// with a name before it: "the Harbour Press Association" is no "Press
/// Association".
fn is_whole(text: &str, words: &[(usize, usize)], nth: usize) -> bool {
    let Some(before) = nth.checked_sub(1).map(|nth| words[nth]) else {
        return true;
    };
    let word = &text[before.0..before.1];
    let joined = &text[before.1..words[nth].0] == " ";
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let owner = word.ends_with("'s") || word.ends_with("\u{2019}s");
    let leads = matches!(
        word,
        "The" | "By" | "From" | "Source" | "Via" | "With" | "Photo"
    );
    !(joined && capital) || owner || leads
}

/// Returns the agency that a part of an address names, whole and in lower
/// case: the "afp" of "/wires/afp/".
pub(crate) fn agency_of_part(part: &str) -> Option<&'static str> {
    match part {
        "reuters" => Some("Reuters"),
        "ap" | "apnews" | "associatedpress" => Some("Associated Press"),
        "afp" => Some("Agence France-Presse"),
        "pa" => Some("Press Association"),
        "xinhua" | "xinhuanet" => Some("Xinhua"),
        "upi" => Some("United Press International"),
        "dpa" => Some("Deutsche Presse-Agentur"),
        "aap" => Some("Australian Associated Press"),
        "pti" => Some("Press Trust of India"),
        "ians" => Some("Indo-Asian News Service"),
        "tass" => Some("TASS"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_named_whole() {
        assert!(agencies_in("the Harbour Press Association protested").is_empty());
        let told = agencies_in("said Britain\u{2019}s Press Association on Friday");
        assert_eq!(told.len(), 1);
        assert!(!is_outlet("the Norland space agency"));
        assert!(is_outlet("the Norland News Agency"));
    }

    #[test]
    fn the_longest_form_is_found() {
        let text = "the Australian Associated Press and AFP, not the map";
        let found: Vec<&str> = agencies_in(text).into_iter().map(|(_, a)| a).collect();
        assert_eq!(
            found,
            ["Australian Associated Press", "Agence France-Presse"]
        );
    }
}
