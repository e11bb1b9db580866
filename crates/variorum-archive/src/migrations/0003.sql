-- The fingerprints of each report, by which a report finds those that share
-- text with it. What is of one fingerprint lies together, the earliest first;
-- nothing here follows a report that goes, since nothing here is found by it:
-- who deletes a report deletes its fingerprints.
CREATE TABLE fingerprints (
    fingerprint INTEGER NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, row)
) WITHOUT ROWID;

-- Whether a report's fingerprints are here; those of reports that an older
-- program added are not, until something is written or asked.
ALTER TABLE reports ADD COLUMN fingerprinted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reports_to_fingerprint ON reports (row) WHERE fingerprinted = 0;

-- Of the words of a feed's reports when they came: how many, and how many of
-- them stood in reports of other outlets that were here before.
ALTER TABLE feeds ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN copied INTEGER NOT NULL DEFAULT 0;
