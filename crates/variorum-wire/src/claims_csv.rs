//! Claims as a table: one row for each statement of each claim.

use variorum_model::Collation;

use crate::convert;

/// Writing a table failed.
#[derive(Debug, thiserror::Error)]
#[error("table could not be written: {0}")]
pub struct TableError(#[from] csv::Error);

const COLUMNS: [&str; 17] = [
    "story",
    "claim",
    "state",
    "reports",
    "origins_least",
    "origins_most",
    "report",
    "path",
    "outlet",
    "published",
    "when_start",
    "when_end",
    "voices",
    "polarity",
    "certainty",
    "span",
    "text",
];

/// Returns one row for each statement of each claim, weightiest claims first.
/// Several voices stand outermost first, with " > " between.
///
/// # Errors
/// When a row cannot be written, which memory does not do.
pub fn claims_csv(stories: &[Collation]) -> Result<String, TableError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for collation in stories {
        let resolved = &collation.resolved;
        for claim in &collation.claims {
            let when = claim.when.as_ref().map(convert::when);
            let day = |pick: fn(&crate::parts::WhenRecord) -> &Option<String>| {
                when.as_ref()
                    .and_then(|when| pick(when).clone())
                    .unwrap_or_default()
            };
            for statement in &claim.statements {
                let report = &resolved.reports[statement.report];
                let voices: Vec<&str> = statement
                    .voices
                    .iter()
                    .map(|source| source.text.as_str())
                    .collect();
                let article = &report.annotated.report;
                let published = report.published.as_ref().map(|p| p.start.to_string());
                table.write_record([
                    &resolved.story.to_string(),
                    &claim.id.to_string(),
                    convert::claim_state(claim.state),
                    &claim.support.reports.to_string(),
                    &claim.support.origins.least.to_string(),
                    &claim.support.origins.most.to_string(),
                    &article.id.to_string(),
                    article.path.as_deref().unwrap_or_default(),
                    article.outlet.as_deref().unwrap_or_default(),
                    &published.unwrap_or_default(),
                    &day(|when| &when.start),
                    &day(|when| &when.end),
                    &voices.join(" > "),
                    convert::polarity(statement.polarity),
                    convert::certainty(statement.certainty),
                    &format!(
                        "{}-{}",
                        statement.citation.span.start, statement.citation.span.end
                    ),
                    resolved.quote(statement.citation),
                ])?;
            }
        }
    }
    text_of(table)
}

/// Returns what was written to a table.
pub(crate) fn text_of(table: csv::Writer<Vec<u8>>) -> Result<String, TableError> {
    let bytes = table
        .into_inner()
        .map_err(|error| TableError(error.into_error().into()))?;
    Ok(String::from_utf8(bytes).expect("the cells are UTF-8"))
}
