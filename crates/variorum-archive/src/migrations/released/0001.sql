-- What an archive of the first schema holds: two reports of an invented fire,
-- added one by one. Written by the program that had this schema last.

INSERT INTO revisions (revision, at, command) VALUES (1, 1795367251786, 'add');
INSERT INTO revisions (revision, at, command) VALUES (2, 1795367251869, 'add');
INSERT INTO reports (row, id, revision, first_day, last_day, outlet, host, url, title) VALUES (1, 'r86a0552c4040d531', 1, '2021-08-14', '2021-08-14', 'Brackwater Star', NULL, NULL, 'Warehouse burns in Brackwater docks');
INSERT INTO reports (row, id, revision, first_day, last_day, outlet, host, url, title) VALUES (2, 'r2dbb43ca9e4b245d', 2, '2021-08-14', '2021-08-14', 'Coast Radio', NULL, NULL, 'Two hurt in Brackwater warehouse fire');
INSERT INTO texts (row, text, record) VALUES (1, 'outlet: Brackwater Star
published: 2021-08-14

Warehouse burns in Brackwater docks

A warehouse in the docks of Brackwater burned down in the night to Saturday. Two firefighters were injured, the fire brigade said.

The building on Quay Street held timber and paint, said fire chief Solveig Arne. About 90 firefighters fought the blaze until six in the morning.

People in the old town were told to keep their windows shut.

The damage is put at four million crowns.
', '{"id":"r86a0552c4040d531","external_id":null,"path":"two-fires/00.txt","url":null,"outlet":"Brackwater Star","republished_from":null,"title":"Warehouse burns in Brackwater docks","author":null,"condition":[],"published":{"start":"2021-08-14","end":"2021-08-14","basis":"metadata","evidence":[]},"language":"en","digest":"51584e8cd245e4f3f6c3261c4b588d85bcbc06127f8db0e17c88f2ca4ed1af85","text":"","blocks":[{"role":"furniture","span":[0,45]},{"role":"title","span":[47,82]},{"role":"body","span":[84,214]},{"role":"body","span":[216,361]},{"role":"body","span":[363,423]},{"role":"body","span":[425,466]}]}');
INSERT INTO texts (row, text, record) VALUES (2, 'outlet: Coast Radio
published: 2021-08-14

Two hurt in Brackwater warehouse fire

Two firefighters were injured when a warehouse on Quay Street in Brackwater burned down overnight.

Fire chief Solveig Arne said 90 men and women had been at work. The cause is not known.

Paint and timber stored in the building made the smoke thick, Arne said.
', '{"id":"r2dbb43ca9e4b245d","external_id":null,"path":"two-fires/01.txt","url":null,"outlet":"Coast Radio","republished_from":null,"title":"Two hurt in Brackwater warehouse fire","author":null,"condition":[],"published":{"start":"2021-08-14","end":"2021-08-14","basis":"metadata","evidence":[]},"language":"en","digest":"65ec081860622c7084735a28d7aa3ac16ac953f4bbdb798e18fd828c80cffe77","text":"","blocks":[{"role":"furniture","span":[0,41]},{"role":"title","span":[43,80]},{"role":"body","span":[82,180]},{"role":"body","span":[182,269]},{"role":"body","span":[271,343]}]}');
INSERT INTO sketches (row, sketch) VALUES (1, x'01');
INSERT INTO sketches (row, sketch) VALUES (2, x'01');
INSERT INTO stories (story, opened, closed, merged_into) VALUES (1, 1, NULL, NULL);
INSERT INTO members (row, story, since, until) VALUES (1, 1, 1, NULL);
INSERT INTO members (row, story, since, until) VALUES (2, 1, 2, NULL);
INSERT INTO history (story, revision, change, reports, other, content) VALUES (1, 1, 'opened', 1, NULL, 's51845656094ba738');
INSERT INTO history (story, revision, change, reports, other, content) VALUES (1, 2, 'changed', 2, NULL, 'sc656b546ba8d254f');
INSERT INTO search (rowid, title, body) SELECT row, title, body FROM articles;
