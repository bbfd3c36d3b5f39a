-- Document values: the contact, the date and the amounts of each document or batch, by which a match with a ledger entry can be confirmed.
--
-- since: 2000-01
-- grain: one row for each document or batch
-- key:   doc_type, ref_key
-- rule:  references.md#reading-a-reference
--        `amount` excludes tax, `amount_incl` includes tax, and `amount_goods` excludes landed costs. All are positive

select
    doc_type, ref_key, contact, acct_date, abs(amount) as amount, abs(amount_incl) as amount_incl,
    abs(amount - coalesce(landing_costs, 0)) as amount_goods, abs(landing_costs) as landing_costs
from documents
union all
select
    doc_type, ref_key, contact, acct_date, abs(effect) as amount, abs(effect) as amount_incl,
    abs(effect - landed) as amount_goods, abs(landed) as landing_costs
from listed_documents
union all
select
    'BATCH' as doc_type, ref_key, cast(null as varchar) as contact, last_date as acct_date, abs(amount) as amount,
    abs(amount_incl) as amount_incl, abs(amount) as amount_goods, cast(null as decimal(18, 4)) as landing_costs
from batches
where is_live
