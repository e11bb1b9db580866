//! What the reader says: rulings, names that are one, an encoder to compare by.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use variorum::model::Note;
use variorum::resolve::ResolveConfig;

use crate::encoder::EncoderArgs;
use crate::inputs::Gathered;

/// What the reader says against or beside what the reports do.
#[derive(Args, Clone, Default)]
pub(crate) struct ReaderArgs {
    /// Apply these rulings, one a line, tabs between: same PLACE PLACE, apart
    /// PLACE PLACE, furniture PLACE, article PLACE, published REPORT DAY[/DAY],
    /// outlet REPORT NAME, origin REPORT REPORT (or -). REPORT is a digest, an
    /// id or a path, PLACE is REPORT:LINE or REPORT:START-END
    #[arg(long, value_name = "FILE")]
    rulings: Option<PathBuf>,
    /// Take the names on one line of this file, tabs between, for one
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    #[command(flatten)]
    encoder: EncoderArgs,
}

impl ReaderArgs {
    /// Returns the settings of a run over the gathered reports that the reader
    /// has a say in.
    pub(crate) fn config(
        &self,
        gathered: &Gathered,
        notes: &mut Vec<Note>,
    ) -> anyhow::Result<variorum::Config> {
        let mut rulings = variorum::wire::rulings(&gathered.rulings, &gathered.reports)
            .context("the rulings that the archive keeps with the story")?
            .into_value(notes);
        if let Some(path) = &self.rulings {
            let given = variorum::wire::rulings(&text(path)?, &gathered.reports)
                .with_context(|| path.display().to_string())?;
            rulings.extend(given.into_value(notes));
            rulings.sort();
            rulings.dedup();
        }
        let known = match &self.names {
            Some(path) => known(&text(path)?),
            None => Vec::new(),
        };
        Ok(variorum::Config {
            resolve: ResolveConfig { rulings, known },
            stories: gathered.stories.clone(),
            collate: self.encoder.collate()?,
            ..variorum::Config::default()
        })
    }
}

/// Reads a file of the reader's.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))
}

/// Returns the forms on each line that has more than one; `#` begins a remark.
fn known(text: &str) -> Vec<Vec<String>> {
    let forms = |line: &str| -> Vec<String> {
        let forms = line.split('\t').map(str::trim);
        forms
            .filter(|form| !form.is_empty())
            .map(str::to_owned)
            .collect()
    };
    text.trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(forms)
        .filter(|forms| forms.len() > 1)
        .collect()
}
