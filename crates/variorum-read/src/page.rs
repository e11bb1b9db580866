//! A page: a text to mark, with what came along with it.

use jiff::civil::Date;
use variorum_model::{Basis, Block, ConditionKind, Imprint, Span};

/// Something odd about a page.
#[derive(Clone, Debug)]
pub(crate) struct Remark {
    /// The place, where there is one.
    pub(crate) span: Option<Span>,
    /// What it is: starts small, no full stop.
    pub(crate) message: String,
}

/// One text with its metadata, before anything is marked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// The file it came from.
    pub(crate) path: String,
    /// The decoded text.
    pub(crate) text: String,
    /// Whether an extraction has already left the page's frame behind.
    pub(crate) extracted: bool,
    /// Blocks and broken words that it comes with, already marked.
    pub(crate) marked: Option<(Vec<Block>, Vec<Span>)>,
    /// The front matter at its start, for plain text.
    pub(crate) front: Option<Span>,
    /// The id that a record or front matter gave.
    pub(crate) id: Option<String>,
    /// The outlet given.
    pub(crate) outlet: Option<String>,
    /// The address given.
    pub(crate) url: Option<String>,
    /// The headline given.
    pub(crate) title: Option<String>,
    /// The author given.
    pub(crate) author: Option<String>,
    /// The day of publication given, and how.
    pub(crate) published: Option<(Date, Basis)>,
    /// The agency whose text it is, where the metadata say so.
    pub(crate) agency: Option<String>,
    /// The language that it names itself, for texts too short to tell.
    pub(crate) language: Option<String>,
    /// A condition that came with it and holds of all of its text.
    pub(crate) condition: Option<ConditionKind>,
    /// What else came along.
    pub(crate) imprint: Imprint,
    /// What was odd.
    pub(crate) remarks: Vec<Remark>,
}

/// The fields that records and front matter may carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Id,
    Outlet,
    Published,
    Url,
    Title,
    Author,
}

impl Field {
    /// Every field.
    pub(crate) const ALL: [Field; 6] = [
        Field::Id,
        Field::Outlet,
        Field::Published,
        Field::Url,
        Field::Title,
        Field::Author,
    ];

    /// Returns the field's key in records and front matter.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Outlet => "outlet",
            Field::Published => "published",
            Field::Url => "url",
            Field::Title => "title",
            Field::Author => "author",
        }
    }

    /// Returns the field of a key, in any case, with the names that other
    /// programs use for the same thing.
    pub(crate) fn of(key: &str) -> Option<Field> {
        match key.to_ascii_lowercase().as_str() {
            "id" => Some(Field::Id),
            "outlet" | "source" | "publisher" => Some(Field::Outlet),
            "published" | "date" => Some(Field::Published),
            "url" | "link" => Some(Field::Url),
            "title" | "headline" => Some(Field::Title),
            "author" | "byline" => Some(Field::Author),
            _ => None,
        }
    }
}

impl Page {
    /// Adds a remark.
    pub(crate) fn remark(&mut self, span: Option<Span>, message: impl Into<String>) {
        self.remarks.push(Remark {
            span,
            message: message.into(),
        });
    }

    /// Sets a field from its written value; an empty value leaves it unset,
    /// a date that cannot be read is remarked on.
    pub(crate) fn set(&mut self, field: Field, value: &str, span: Option<Span>) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let slot = match field {
            Field::Published => {
                match crate::when::parse(value) {
                    Some(date) => {
                        self.published = Some((date, Basis::Metadata));
                        self.imprint.published_at = crate::when::moment(value);
                    }
                    None => self.remark(
                        span,
                        format!(
                            "no day of publication in \"{}\"; write it as 2019-04-19",
                            crate::wording::shorten(value, 60)
                        ),
                    ),
                }
                return;
            }
            Field::Id => &mut self.id,
            Field::Outlet => &mut self.outlet,
            Field::Url => &mut self.url,
            Field::Title => &mut self.title,
            Field::Author => &mut self.author,
        };
        *slot = Some(value.to_owned());
    }
}
