-- The first schema: reports and their texts, the search over them, stories.

-- Every acknowledged change of the archive. `at` is in milliseconds since
-- 1970, UTC, and never sinks, though a clock may.
CREATE TABLE revisions (
    revision INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    command TEXT NOT NULL
);

-- What is asked of reports: an extract of their records, in columns.
CREATE TABLE reports (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL REFERENCES revisions,
    first_day TEXT,
    last_day TEXT,
    outlet TEXT,
    host TEXT,
    url TEXT,
    title TEXT
);
CREATE INDEX reports_by_day ON reports (first_day);
CREATE INDEX reports_by_host ON reports (host);
CREATE INDEX reports_by_url ON reports (url);

-- The texts, and all else that reading gave: the form of `variorum read`
-- without its text. Rows here are long, so they stand apart.
CREATE TABLE texts (
    row INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    text TEXT NOT NULL,
    record TEXT NOT NULL
);

-- The article of each text: everything else is blank, byte for byte.
CREATE VIEW articles AS
    SELECT row, title, article(text, record) AS body
    FROM texts JOIN reports USING (row);

CREATE VIRTUAL TABLE search USING fts5 (
    title, body,
    content = 'articles', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 2'
);
-- What is deleted leaves no word in the index.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- What grouping keeps of each report. Made anew where the version of its
-- layout, its first byte, is another.
CREATE TABLE sketches (
    row INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    sketch BLOB NOT NULL
);

-- A story's handle is its row: stable over growth, merges and splits.
CREATE TABLE stories (
    story INTEGER PRIMARY KEY AUTOINCREMENT,
    opened INTEGER NOT NULL REFERENCES revisions,
    closed INTEGER REFERENCES revisions,
    merged_into INTEGER REFERENCES stories
);

-- Which report was in which story from which revision until before which.
CREATE TABLE members (
    row INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    story INTEGER NOT NULL REFERENCES stories,
    since INTEGER NOT NULL REFERENCES revisions,
    until INTEGER REFERENCES revisions,
    PRIMARY KEY (row, since)
) WITHOUT ROWID;
CREATE INDEX members_by_story ON members (story, until);

-- What happened to each story, and the id that its reports gave it then.
CREATE TABLE history (
    story INTEGER NOT NULL REFERENCES stories,
    revision INTEGER NOT NULL REFERENCES revisions,
    change TEXT NOT NULL,
    reports INTEGER NOT NULL,
    other INTEGER REFERENCES stories,
    content TEXT
);
CREATE INDEX history_by_story ON history (story, revision);
