//! Which lines are the text under a picture or a video.
//!
//! By their labels, by whose picture it is, by what they begin with: what a
//! picture shows is no sentence of the article.

use variorum_model::ends_sentence;

/// Names of picture sources, in lower case.
const PICTURE_SOURCES: [&str; 24] = [
    "afp",
    "agencies",
    "alamy",
    "ap",
    "associated",
    "contributor",
    "epa",
    "features",
    "file",
    "getty",
    "handout",
    "image",
    "images",
    "instagram",
    "news",
    "pa",
    "photo",
    "picture",
    "press",
    "reuters",
    "rex",
    "shutterstock",
    "swns",
    "twitter",
];

/// Words that say outright that a line is the text under a picture.
const CAPTION_LABELS: [&str; 12] = [
    "Photo:",
    "Image:",
    "Picture:",
    "Caption:",
    "PHOTO:",
    "Pictured:",
    "Pictured,",
    "File photo",
    "FILE PHOTO",
    "FILE -",
    "FILE –",
    "In this photo",
];

/// The longest text under a picture, in bytes.
const LONGEST: usize = 2000;

/// Tells whether a line is the text under a picture.
pub(crate) fn is_caption(words: &str) -> bool {
    words.len() <= LONGEST && (is_marked(words) || begins_with_a_source(words))
}

/// Tells whether a line is marked as the text under a picture by more than whose picture
/// it may be: a headline may begin with an agency's name, too.
pub(crate) fn is_marked(words: &str) -> bool {
    words.len() <= LONGEST
        && (is_labelled(words)
            || is_signed(words)
            || shows(words)
            || is_seen_in_one(words)
            || is_of_a_player(words)
            || is_of_a_gallery(words)
            || ends_behind_a_bar(words)
            || ends_with_a_source(words)
            || ends_behind_a_dash(words))
}

fn is_source(word: &str) -> bool {
    PICTURE_SOURCES.contains(&word.to_lowercase().as_str())
}

fn is_labelled(words: &str) -> bool {
    CAPTION_LABELS.iter().any(|label| words.starts_with(label))
        || words.contains("Hide Caption")
        || words.contains("Photographer: ")
        || words.contains("Photograph: ")
}

/// Tells whether a line begins with whose picture it is.
fn begins_with_a_source(words: &str) -> bool {
    // "GETTY The crowd at the gate", "Getty - Contributor A singer in June":
    // sources, then a capital and no full stop at the end.
    let mut rest = words;
    let mut sources = 0;
    while let Some((word, after)) = rest.split_once([' ', '/', ':', '\u{a0}']) {
        if !word.is_empty() && !is_source(word) && !matches!(word, "-" | "•" | "|") {
            break;
        }
        sources += usize::from(word.len() > 1);
        rest = after;
    }
    let first = words.split([' ', '/', ':']).next().unwrap_or_default();
    let named = !matches!(
        first.to_lowercase().as_str(),
        "news" | "press" | "image" | "picture" | "file" | "photo"
    );
    sources > 0
        && named
        && first.starts_with(char::is_uppercase)
        && rest.starts_with(|c: char| c.is_uppercase() || "\"'“‘".contains(c))
        && rest.split_whitespace().count() >= 4
        && !ends_sentence(words)
}

/// Tells whether a line ends with whose picture it is, in brackets.
fn ends_with_a_source(words: &str) -> bool {
    let close = words.trim_end_matches('.');
    let Some(open) = close
        .rfind(['(', '['])
        .filter(|&at| at > 0 && close.ends_with([')', ']']))
    else {
        return false;
    };
    let inside = &close[open + 1..close.len() - 1];
    let parts = inside
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let names_a_picture = |part: &str| PICTURES.contains(&part.to_lowercase().as_str());
    // "(The photo was later deleted.)" is a sentence.
    let names = |part: &str| {
        is_source(part) || names_a_picture(part) || part.starts_with(char::is_uppercase)
    };
    inside.split_whitespace().count() <= 8
        && parts.clone().any(is_source)
        && (inside.contains([':', '/'])
            || !words[..open].trim_end().ends_with(['.', '”', '"'])
            || parts.clone().any(names_a_picture) && parts.clone().all(names))
}

/// Tells whether a line ends with whose picture it is, behind a dash: "—File photo".
/// "(Dateline) — Reuters" begins nothing.
fn ends_behind_a_dash(words: &str) -> bool {
    let Some((before, behind)) = words.rsplit_once(['\u{2013}', '\u{2014}']) else {
        return false;
    };
    let mut parts = behind
        .split([' ', '/', '.'])
        .filter(|part| !part.is_empty());
    let picture = |part: &str| {
        matches!(
            &*part.to_lowercase(),
            "file" | "photo" | "image" | "picture"
        )
    };
    before.split_whitespace().count() >= 4
        && parts.clone().any(picture)
        && parts.all(|part| is_source(part) || picture(part))
}

/// How a photographer's name is led up to.
const SIGNATURES: [&str; 6] = [
    "AP Photo/",
    "AP PHOTO/",
    "AFP PHOTO /",
    "AFP PHOTO/",
    "REUTERS/",
    "Reuters/",
];

/// How many words a photographer's name has at most.
const NAME: usize = 4;

/// Tells whether a line ends with who took its picture: "The square on Monday. AP
/// Photo/Ada Lunn"; a "Reuters/Ipsos poll" is none.
fn is_signed(words: &str) -> bool {
    let name = SIGNATURES
        .iter()
        .find_map(|mark| Some(words.rsplit_once(mark)?.1));
    name.is_some_and(|name| {
        let mut parts = name.split_whitespace();
        (1..=NAME).contains(&parts.clone().count())
            && !name.starts_with("Ipsos")
            && parts.all(|part| part.starts_with(char::is_uppercase))
    })
}

/// What is looked at.
const PICTURES: [&str; 8] = [
    "grab",
    "image",
    "photo",
    "photograph",
    "picture",
    "screengrab",
    "screenshot",
    "still",
];

/// What is told of a picture that stands above.
const OF_PICTURES: [&str; 9] = [
    "from", "issued", "made", "obtained", "of", "provided", "released", "supplied", "taken",
];

/// Tells whether a line says what its picture shows: "Grab from a video shows", "This
/// photo released by the ministry shows". An article may tell of "a photo" too.
fn shows(words: &str) -> bool {
    let mut first = words.split_whitespace().map(str::to_lowercase).peekable();
    first.next_if(|word| word == "in");
    first.next_if(|word| word == "this");
    first.next_if(|word| matches!(word.as_str(), "file" | "handout" | "undated"));
    let is_one_of = |word: Option<String>, list: &[&str]| {
        word.is_some_and(|word| list.contains(&word.as_str()))
    };
    is_one_of(first.next(), &PICTURES)
        && is_one_of(first.next(), &OF_PICTURES)
        && !words.contains(['“', '"'])
        && first.any(|word| matches!(word.as_str(), "show" | "shows" | "shown" | "showing"))
}

/// Tells whether a line ends with the picture in which somebody is seen: "The publisher is
/// pictured at home in this undated handout photo."
fn is_seen_in_one(words: &str) -> bool {
    let lower = words.to_lowercase();
    let Some((_, end)) = lower.rsplit_once(" in ") else {
        return false;
    };
    // An article may end with a photo; a caption is one sentence.
    if words.contains(". ") || words.contains(['“', '"']) {
        return false;
    }
    let kinds = |word: &&str| matches!(*word, "undated" | "handout" | "file");
    let end: Vec<&str> = end.trim_end_matches(['.', ' ']).split(' ').collect();
    end.len() <= 5
        && end.iter().any(kinds)
        && matches!(end[0], "this" | "an" | "a" | "undated" | "handout" | "file")
        && end.last().is_some_and(|word| PICTURES.contains(word))
}

/// Tells whether a line says which picture of a gallery it belongs to: "1 of 3. Police at
/// the gate". "Two of three mills" counts otherwise.
fn is_of_a_gallery(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let number = |word: &str| word.parse::<u32>().ok();
    let at = parts.next().and_then(number);
    let of = parts.next() == Some("of");
    let all = parts
        .next()
        .and_then(|word| word.strip_suffix('.'))
        .and_then(number);
    of && at.zip(all).is_some_and(|(at, all)| (1..=all).contains(&at)) && parts.next().is_some()
}

/// Tells whether a line ends as a sentence, and then names whose picture it is behind a
/// bar: "The old weir in May. | Sarn Agency".
fn ends_behind_a_bar(words: &str) -> bool {
    words.rsplit_once(" | ").is_some_and(|(shown, name)| {
        let mut parts = name.split_whitespace();
        shown.trim_end().ends_with('.')
            && (1..=NAME).contains(&parts.clone().count())
            && parts.all(|part| part.starts_with(char::is_uppercase))
            && !ends_sentence(name)
    })
}

/// Tells whether a line is what a page has under its video: its button, then what the
/// video shows ("CLOSE The mayor explains the plan. Agency").
fn is_of_a_player(words: &str) -> bool {
    let shown = words.strip_prefix("CLOSE ");
    shown.is_some_and(|shown| {
        let first = shown.split_whitespace().next().unwrap_or_default();
        // "CLOSE CALL: Ferry misses the pier".
        shown.starts_with(char::is_uppercase)
            && !first.ends_with(':')
            && shown.chars().any(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_caption, is_marked};

    #[test]
    fn what_a_picture_shows_is_told_from_an_article() {
        for line in [
            "Smoke rises over the harbour of Vell on Monday. (File photo)",
            "Grab from a video shows the gate of the mill.",
            "This photo released by the ministry shows the bridge on Sunday.",
            "The old captain shakes hands with a guest before a match. —File",
            "The minister and the mayor shake hands on Monday. AP Photo/Ada Lunn",
            "CLOSE The mayor explains the plan for the harbour. Newsreel",
            "1 of 3. Police stand at the gate of the mill on Monday.",
            "The weir of Vell, seen before it was closed in 2010. | SARN",
            "The publisher is pictured in the board room in Vell in this undated handout photo.",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in [
            "A photo released by the police shows a man in a red coat.",
            "2 of 30 mills were closed.",
            "CLOSE CALL AT THE HARBOUR",
            "CLOSE CALL: Ferry misses the pier at Vell",
            "The mayor is ahead, according to a Reuters/Ipsos poll released on Monday.",
            "She left the party on Friday. (The photo was later deleted.)",
            "The mayor said the file photo was old. (AP)",
            "A picture of the harbour hung on the wall.",
            "Nobody knew the man in the photo.",
            "The court wanted one thing more from the ministry — the file.",
        ] {
            assert!(!is_caption(line), "{line}");
        }
        let headline = "Reuters Reporters Freed in Vell After a Year";
        assert!(is_caption(headline) && !is_marked(headline));
    }
}
