//! From what a person types to what FTS5 takes.
//!
//! AND, OR, NOT, parentheses, "phrases", `begin*` and `title:` go through. A
//! word with other signs in it (`al-Sarraj`, `O'Neil`, `3.5`) is read as the
//! phrase that it is, where FTS5 would see a fault.

/// Returns the query in the form that FTS5 takes.
pub(crate) fn query(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len() + 8);
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '(' | ')' => 1,
            _ => rest
                .find(|c: char| c.is_whitespace() || ['"', '(', ')'].contains(&c))
                .unwrap_or(rest.len()),
        };
        let (part, after) = rest.split_at(length);
        if !out.is_empty() {
            out.push(' ');
        }
        match first {
            '"' => phrase(&mut out, part.trim_matches('"')),
            '(' | ')' => out.push_str(part),
            _ => word(&mut out, part),
        }
        // A star after a phrase belongs to it.
        rest = after.trim_start();
        if first == '"' && after.starts_with('*') {
            out.push('*');
            rest = after[1..].trim_start();
        }
    }
    out
}

/// Writes a word; one with signs in it as a phrase.
fn word(out: &mut String, part: &str) {
    let (column, part) = match part.split_once(':') {
        Some((column @ ("title" | "body"), part)) => (Some(column), part),
        _ => (None, part),
    };
    if let Some(column) = column {
        out.push_str(column);
        out.push_str(" : ");
    }
    let (plain, star) = match part.strip_suffix('*') {
        Some(plain) => (plain, "*"),
        None => (part, ""),
    };
    // Past ASCII everything is a letter to FTS5's grammar.
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
    if !plain.is_empty() && plain.chars().all(bare) {
        out.push_str(plain);
    } else if !part.is_empty() {
        phrase(out, plain);
    }
    out.push_str(star);
}

fn phrase(out: &mut String, words: &str) {
    out.push('"');
    out.push_str(&words.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_what_the_index_takes() {
        let cases = [
            ("river AND (flood OR dam)", "river AND ( flood OR dam )"),
            ("al-Orlo", "\"al-Orlo\""),
            ("O'Neil NOT 3.5", "\"O'Neil\" NOT \"3.5\""),
            ("\"burst dam\" flo*", "\"burst dam\" flo*"),
            ("\"burst da\"*", "\"burst da\"*"),
            (
                "title:bridge body:al-Orlo",
                "title : bridge body : \"al-Orlo\"",
            ),
            ("outlet:orlo", "\"outlet:orlo\""),
            ("\"open", "\"open\""),
            ("čáp", "čáp"),
            ("", ""),
        ];
        for (typed, expected) in cases {
            assert_eq!(query(typed), expected, "{typed}");
        }
    }
}
