-- Withheld kinds: kinds of entries for which no individual document is reported as an error, with the reason.
--
-- since: 2000-01
-- grain: one row for each kind of entry and each reason why it is not compared
-- key:   family, reason_code
-- rule:  cannot-tell.md#references-that-cannot-be-read, cannot-tell.md#documents-that-differ-as-a-whole
--        This is a single problem with the comparison, not a finding about each document

select family, reason_code
from unread_kinds
union
select family, reason_code
from alike_differences
union
select family, reason_code
from half_posted
