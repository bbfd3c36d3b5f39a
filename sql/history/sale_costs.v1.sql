-- Sale costs: the COGS of each order and credit note, from the newest COGS Breakdown that lists it.
--
-- since: 2000-01
-- grain: one row for each order or credit note that a COGS Breakdown lists
-- key:   ref_key
-- rule:  cogs.md#blank-and-zero
--        A document with blank COGS has a row. A document that is not in any COGS Breakdown does not

select
    ref_key,
    cogs,
    acct_date as cogs_date,
    period as cogs_period,
    _landing as cogs_landing,
    _line as cogs_line
from cogs_entries_as_known
