-- Feeds that are watched. Times are in milliseconds since 1970, UTC.
CREATE TABLE feeds (
    feed INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    tried INTEGER,
    succeeded INTEGER,
    due INTEGER,
    new INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    failing INTEGER NOT NULL DEFAULT 0,
    error TEXT
);

-- Which entries were seen, by the hash of their address or id: what is
-- forgotten leaves no address here and is not fetched again.
CREATE TABLE seen (
    entry BLOB PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE
) WITHOUT ROWID;
