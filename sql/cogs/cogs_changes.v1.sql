-- COGS changes: documents whose COGS changed after the journal of their month was last synced.
--
-- since: 2000-01
-- rule:  domain.md S13. `change` is Omni's COGS now less what the journal holds

select
    cogs_deltas.doc_type,
    cogs_deltas.ref_key,
    max(cogs_deltas.ref) as ref,
    cogs_deltas.cogs_month,
    sum(cogs_deltas.delta) as change,
    min(cogs_deltas.shown_in) as first_shown,
    max(cogs_deltas._landing) as _landing,
    max(cogs_deltas._line) as _line
from cogs_deltas
inner join cogs_months on cogs_months.cogs_month = cogs_deltas.cogs_month
where
    cogs_deltas.shown_in > cogs_months.synced_in
    or (cogs_deltas.shown_in = cogs_months.synced_in and cogs_deltas.shown_at > cogs_months.synced_at)
group by
    cogs_deltas.doc_type,
    cogs_deltas.ref_key,
    cogs_deltas.cogs_month
having sum(cogs_deltas.delta) <> 0
