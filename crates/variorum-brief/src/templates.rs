//! Every word that a brief says of its own.
//!
//! The rest is verbatim. A phrase states what was found and how often; it
//! never says that something is so, is settled, or is agreed on: reports say,
//! a brief counts and cites. A test holds every printed phrase against
//! the list.

/// Declares phrases and the list of them all.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident = $words:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $words;)*
        /// Every phrase.
        #[cfg(test)]
        pub(crate) const ALL: &[&str] = &[$($words),*];
    };
}

phrases! {
    // Headings.
    /// Reports, origins, cautions.
    RESTS_ON = "What it rests on";
    /// Differences.
    DIFFERENCES = "Where the reports differ";
    /// Claims on two origins or more.
    SEVERAL = "What several origins say";
    /// Claims that may rest on one origin.
    ONE = "What may rest on one origin";
    /// Claims without a credit in any report that tells them.
    UNCREDITED = "What is told without a source of its own";
    /// Events and days.
    EVENTS = "Events and days";
    /// Names.
    NAMES = "Who is who";
    /// Quotations.
    QUOTATIONS = "Who said what";
    /// Copies and passages.
    LINEAGE = "Who took what from whom";
    /// How it was read.
    READING = "How it was read";

    /// Conflicts in which a new report takes part.
    CONTRADICTS = "What it contradicts";
    /// Updates in which a new report takes part.
    CHANGES = "What changes with it";
    /// Differences in which a new report takes part, that nothing decides.
    MAY_DIFFER = "What may differ";
    /// Claims that a new report alone tells.
    NEW = "What it alone tells";
    /// Claims that others tell, too.
    KNOWN = "What others tell, too";

    // Joints.
    /// Before what was left out of a quotation.
    CUT = "…";
    /// Between a quotation and what stands behind it.
    DASH = "—";
    /// After a heading inside a line.
    COLON = ":";
    /// Between items.
    COMMA = ",";
    /// Between groups of items.
    SEMICOLON = ";";
    /// Before an aside.
    OPEN = "(";
    /// After an aside.
    CLOSE = ")";
    /// Between two of one kind.
    AND = "and";
    /// Before the places of all that a line says.
    ALL_PLACES = "all:";

    // Reports and days.
    /// The day came with the report.
    GIVEN = "as given";
    /// The day hangs on the day of publication.
    RESOLVED = "computed";
    /// The day was concluded.
    INFERRED = "inferred";
    /// A reader ruled so.
    RULED = "ruled";
    /// No day.
    UNDATED = "no date found";
    /// Between the day of publication and its evidence.
    FROM = "from";
    /// A page that prints another outlet's text.
    PRINTS = "prints the text of";
    /// After the days between a report and most others.
    FROM_MOST = "from most of the others";
    /// A condition.
    TRANSLATED = "reads as translated by machine:";
    /// A condition.
    TRUNCATED = "breaks off before its end:";
    /// A condition.
    DAMAGED = "damaged:";
    /// A condition.
    SUMMARY = "is a feed's summary only:";
    /// Before the words that show a condition.
    SUCH_AS = "such as";
    /// All dates are conclusions.
    DATES_INFERRED = "no report states its date; the days above are inferred";

    // Origins.
    /// Between a fact and its origins.
    TOLD_BY = "told by";
    /// Before what single reports begin with.
    NO_COMMON_EVENT = "no event was found that two reports begin with; they begin:";
    /// Before a number that may be greater.
    AT_LEAST = "at least";
    /// After the number of reports that begin with the main event.
    BEGIN_WITH = "begin with this event";
    /// Between a number of reports and the number of all.
    OF = "of";
    /// Nobody is credited.
    NOBODY = "no source given";
    /// Words of crediting stand there that were not understood.
    OPEN_SOURCE = "source not determined";
    /// The same in part of the reports.
    PARTLY_OPEN = "in part not determined";
    /// Nobody is credited in part of the reports.
    PARTLY_NOBODY = "in part no source given";
    /// Before whom the sentence before one without a source credits.
    BEFORE_CREDITS = "the sentence before credits";
    /// Before whom the sentence behind one without a source credits.
    BEHIND_CREDITS = "the next sentence credits";
    /// The source takes part in what it tells.
    PARTY = "a party to it";
    /// An outlet's own observation.
    OWN = "own reporting";
    /// Before a list of who is credited.
    CREDITED = "credited most:";
    /// After the list.
    MORE_NAMES = "and others";

    // Statements.
    /// Said as possible.
    HEDGED = "hedged";
    /// Said on a condition.
    CONDITIONAL = "conditional";
    /// Said of the future.
    FUTURE = "of the future";
    /// Asked.
    ASKED = "asked";

    // Differences.
    /// A count of killed, injured and so on.
    TOLL = "Toll";
    /// Another number.
    QUANTITY = "Number";
    /// When.
    TIME = "Time";
    /// Where.
    PLACE = "Place";
    /// Whose name, or how it is written.
    NAME = "Name";
    /// Who did it, to whom.
    ROLE = "Who did it";
    /// How.
    MANNER = "Manner";
    /// Why.
    REASON = "Reason";
    /// Whether it happened.
    POLARITY = "Whether it is so";
    /// Both cannot hold, as far as the program sees. A brief says *conflict* when
    /// a reader finds 85 of 100 such claims right; see `measured.rs`.
    CONFLICT = "differs";
    /// The later replaces the earlier.
    UPDATE = "update";
    /// Both can hold.
    COMPATIBLE = "compatible";
    /// The evidence does not tell.
    UNDETERMINED = "undetermined";
    /// Before what is in question.
    ABOUT = "about";

    // Events.
    /// The event that the story is about.
    MAIN_EVENT = "main event";
    /// No day of the event is known.
    NO_DAY = "no day found";
    /// Before the place of an event.
    AT = "at";
    /// A fate that is counted.
    KILLED = "killed";
    /// A fate that is counted.
    INJURED = "injured";
    /// A fate that is counted.
    MISSING = "missing";
    /// A fate that is counted.
    DETAINED = "detained";
    /// A fate that is counted.
    DISPLACED = "displaced";
    /// A fate that is counted.
    RESCUED = "rescued";
    /// A count that runs over more than the event.
    CUMULATIVE = "not of this event alone";
    /// A part in an event.
    AGENT = "by";
    /// A part in an event.
    TARGET = "to";
    /// Somebody named beside an event, whose part is not known.
    WITH = "naming";

    // Names.
    /// Before titles.
    CALLED = "called";
    /// Before forms.
    ALSO = "also";
    /// A form that one report alone prints.
    ONLY = "only in";

    // Quotations.
    /// Printed in quotation marks.
    MARKED = "in quotation marks";
    /// Printed without them.
    UNMARKED = "without quotation marks";
    /// From a translated report.
    BACK = "from a translated text";
    /// No speaker found.
    NO_SPEAKER = "Speaker not told";

    // Lineage.
    /// An edge.
    TOOK = "took";
    /// After the share.
    OF_ITS_TEXT_FROM = "of its text from";
    /// A credit.
    CREDITS = "credited in the reports:";
    /// Two reports with common text.
    SHARE_TEXT = "share";
    /// Direction not known.
    DIRECTION_UNKNOWN = "who took it from whom is not known";
    /// Known by.
    BY_TEXT = "by its words";
    /// Known by.
    BY_CREDIT = "by its credit";
    /// Known by.
    BY_ADDRESS = "by its address";
    /// Known by.
    BY_BOTH = "by words and credit";
    /// Known by.
    BY_RULING = "as ruled";

    // What a reader ruled.
    /// Statements or names that are one.
    RULED_SAME = "ruled to be one:";
    /// Statements or names that are not.
    RULED_APART = "ruled to be two:";
    /// A stretch that is not the article.
    RULED_FURNITURE = "ruled furniture:";
    /// A stretch that is the article's.
    RULED_ARTICLE = "ruled to be of the article:";
    /// After a report whose day was ruled.
    RULED_PUBLISHED = "ruled to be published";
    /// After a report whose outlet was ruled.
    RULED_OUTLET = "ruled to be by";
    /// Between a report and the one that it rests on.
    RULED_ORIGIN = "ruled to rest on";
    /// After a report that rests on none.
    RULED_ALONE = "ruled to rest on no other";

    // The page.
    /// A page without a story.
    NO_STORY = "No story";
    /// Skips the navigation.
    SKIP = "To the text";
    /// Heading over several stories.
    STORIES = "Stories";
    /// Heading of the navigation.
    CONTENTS = "Contents";
    /// What the page is.
    VERBATIM = "what stands in quotation marks is verbatim and links to its place";
    /// The foot of the page.
    IMPRINT = "Set out by Variorum. It counts and cites; it gives no score of truth, and what it did not find may still be there.";
    /// Before more places of one reading.
    AGAIN = "again";
    /// Heading.
    SYNOPSIS = "Synopsis";
    /// Under the heading.
    SYNOPSIS_CAPTION = "Claims down, reports across. Highlighted words rest on a difference and lead to it; dotted words depart from the clearest statement of the row.";
    /// Heading of a column.
    CLAIM = "Origins";
    /// After a number of claims.
    IN_ONE_REPORT = "told in one report only";
    /// After a number of differences.
    DIFFERENCES_MORE = "more";
    /// After a number of differences.
    DIFFERENCES_COMPATIBLE = "in which both can hold";
    /// Heading of a column.
    SIGLUM = "Siglum";
    /// Heading of a column.
    OUTLET = "Outlet";
    /// Heading of a column.
    PUBLISHED = "Published";
    /// Heading of a column.
    HEADLINE = "Headline";
    /// Heading of a column.
    TITLES = "Titles";
    /// Heading of a column.
    FORMS = "Forms";
    /// After a number of names.
    ONE_FORM = "written in one way only";
    /// A form that one report alone prints.
    ONLY_HERE = "in one report only";
    /// After a number of quotations.
    ONE_WORDING = "in one wording only";
    /// A kind of name.
    PERSON = "person";
    /// A kind of name.
    ORGANISATION = "organisation";
    /// A kind of name.
    PLACE_NAME = "place";
    /// A kind of name.
    OTHER_NAME = "other";
    /// What the drawing is.
    DRAWING = "Lineage: reports in order of time, arcs from what was taken to who took it; the list below says the same";
    /// How to read the drawing.
    DRAWING_LEGEND = "An arc leads from a report or an absent source (square) to the report that took text from it; the wider, the more of that text. Broken: who took it from whom is not known. Each arc links to its evidence: the passages side by side, below, the words that differ marked, where both reports are here.";
    /// Heading.
    TEXTS = "The texts";
    /// A link from a text.
    BACK_LINK = "back to where it is cited";
    /// Legend.
    LEGEND_NAME = "name";
    /// Legend.
    LEGEND_TIME = "time";
    /// Legend.
    LEGEND_NUMBER = "quantity";
    /// Legend.
    LEGEND_SOURCE = "who is credited";
    /// Legend.
    LEGEND_DAMAGE = "damage";
    /// Legend.
    LEGEND_FURNITURE = "furniture, set aside";
    /// Heading.
    NOTES = "Notes of this run";

    // Reading.
    /// Furniture.
    SET_ASIDE = "set aside";
    /// Damage.
    BROKEN = "broken";
}

/// Returns "1 report" or "3 reports".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

/// Returns "1 origin", "3 origins" or "1 to 3 origins".
pub(crate) fn origins(least: u32, most: u32) -> String {
    match (least, most) {
        (1, 1) => "1 origin".to_owned(),
        (least, most) if least >= most => format!("{least} origins"),
        (least, most) => format!("{least} to {most} origins"),
    }
}

/// Returns a share as whole hundredths; what is more than none is not 0 %.
pub(crate) fn share(share: f64) -> String {
    let hundredths = (share.clamp(0.0, 1.0) * 100.0).round();
    if hundredths < 1.0 && share > 0.0 {
        "under 1 %".to_owned()
    } else {
        format!("{hundredths:.0} %")
    }
}

/// Returns the remark that nothing differs.
pub(crate) fn no_difference(claims: usize, compatible: usize) -> String {
    let claims = counted(claims, "claim", "claims");
    let but = match compatible {
        0 => String::new(),
        1 => " but one that can both hold".to_owned(),
        _ => format!(" but {compatible} that can both hold"),
    };
    format!("no difference found among {claims}{but}; what is missed is said under “{READING}”")
}

/// Returns the remark that no report shares text.
pub(crate) fn no_passage() -> String {
    "no shared passage found".to_owned()
}

/// Returns the remark on what was measured on one set.
pub(crate) fn measured(set: &str, measures: &[&crate::Measured]) -> String {
    let part = |name: &str, value: Option<f64>| value.map(|v| format!("{name} {}", share(v)));
    let each: Vec<String> = measures
        .iter()
        .map(|m| {
            let parts = [part("recall", m.recall), part("precision", m.precision)];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            match parts.is_empty() {
                true => format!("{} not measured", m.what),
                false => format!("{} {}", m.what, parts.join(", ")),
            }
        })
        .collect();
    format!("measured on {set}: {}", each.join("; "))
}

/// Returns the figures that a reader needs most: how many differences are
/// missed, and how often what is claimed is wrong.
pub(crate) fn measured_in_short() -> String {
    let of = |what: &str, value: fn(&crate::Measured) -> Option<f64>| {
        let mut told = crate::MEASURED.iter().rev().filter(|m| m.what == what);
        told.find_map(value).map_or("?".to_owned(), share)
    };
    format!(
        "measured: of all differences {} are seen; of those claimed {} are right, of statements \
         shown as one {} (sets and more with --all)",
        of("differences seen", |m| m.recall),
        of("differences claimed", |m| m.precision),
        of("statements shown as one", |m| m.precision),
    )
}

/// Returns days that are known only against each other.
pub(crate) fn relative(start: i32, end: i32) -> String {
    if start == end {
        format!("day {start:+} of unknown date")
    } else {
        format!("day {start:+} to {end:+} of unknown date")
    }
}

/// Returns the bytes of a place.
pub(crate) fn bytes(start: u32, end: u32) -> String {
    format!("bytes {start} to {end}")
}

/// Returns how much of a section is not shown.
pub(crate) fn more(count: usize) -> String {
    format!("{count} more with --all")
}
