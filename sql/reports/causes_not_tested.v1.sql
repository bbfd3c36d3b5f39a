-- Causes that cannot be tested: causes that need an export of their own, and what is missing to test the month for them.
--
-- since: 2000-01
-- key:   cause_id
-- needs: stock_movements, production_jobs
-- words: unmet_code as unmet, settled_by
-- rule:  movements.md#causes-that-cannot-be-tested

select
    cause_id,                                                                         -- Cause
    cast(string_agg(reason_code, ';' order by reason_code) as varchar) as unmet_code  -- What is missing
from cause_doubts
group by cause_id
order by cause_id
