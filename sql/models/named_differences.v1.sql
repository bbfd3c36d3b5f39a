-- Named differences: each difference with its one primary cause.
--
-- since: 2000-01
-- rule:  domain.md 4.5: of the causes whose condition a document meets, the first in order of precedence names its difference. Stock
--        and books are two differences; a ledger line, a COGS journal and a double posting are each their own

with

ranked as (
    select
        *,
        row_number() over (
            partition by side, doc_type, ref, case when side in ('line', 'journal') then _landing || '/' || _line else '' end
            order by place, cause_id
        ) as rank
    from causes
)

select *
from ranked
where
    rank = 1
    or side in ('line', 'journal', 'cut')
