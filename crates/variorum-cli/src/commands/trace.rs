//! `variorum trace`: who took what from whom.

use clap::Args;
use variorum::model::{Lineage, Resolved};

use super::{Outcome, english, json, place_of, tell};
use crate::inputs::{InputArgs, gather};
use crate::output::OutputArgs;

/// Finds the passages that the inputs share, and concludes who took what from
/// whom, as if all inputs were of one story.
#[derive(Args)]
pub(crate) struct TraceArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Lines to read
    Terminal,
    /// The lineage and the reports
    Json,
}

pub(super) fn run(args: &TraceArgs) -> anyhow::Result<Outcome> {
    let gathered = gather(&args.inputs);
    let english = english()?;
    let mut notes = gathered.notes;
    let config = variorum::Config::default();
    let resolved = variorum::together(&gathered.reports, &english, &config).into_value(&mut notes);
    let lineage = variorum::traced(&resolved, &config).into_value(&mut notes);
    tell(&notes, place_of(&gathered.reports));
    args.output.write(&match args.format {
        Format::Terminal => lines(&lineage, &resolved),
        Format::Json => json(&variorum::wire::trace(&lineage, &resolved.reports))?,
    })?;
    Ok(Outcome::of(gathered.complete))
}

/// Returns the copies, each with the longest passage or the credit that shows
/// it, and the passages that no copy explains.
fn lines(lineage: &Lineage, resolved: &Resolved) -> String {
    let name = |id| {
        let report = resolved
            .position(id)
            .expect("a lineage names reports of its story");
        let report = &resolved.reports[report].annotated.report;
        let known = report
            .path
            .as_ref()
            .or(report.external_id.as_ref())
            .or(report.outlet.as_ref());
        known.cloned().unwrap_or_else(|| report.id.to_string())
    };
    let mut out = String::new();
    for copy in &lineage.copies {
        let from = match (&copy.from, &copy.absent) {
            (Some(from), _) => name(*from),
            (None, Some(absent)) => format!("{} (not among the reports)", absent.name),
            (None, None) => "a common source".to_owned(),
        };
        let percent = (copy.share * 100.0).round();
        out.push_str(&format!(
            "{} took {percent:.0}% from {from}\n",
            name(copy.to)
        ));
        if let Some(shown) = copy
            .evidence
            .iter()
            .max_by_key(|c| (c.span.len(), c.span.start))
        {
            let words = resolved
                .quote(*shown)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            out.push_str(&format!(
                "    [{}-{}] {words}\n",
                shown.span.start, shown.span.end
            ));
        }
    }
    out.push_str(&format!(
        "{} passages, {} copies, {} lines\n",
        lineage.passages.len(),
        lineage.copies.len(),
        lineage.lines.len()
    ));
    out
}
