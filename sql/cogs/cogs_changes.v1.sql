-- COGS changes: documents whose COGS changed after its accounting month was closed.
--
-- since: 2000-01
-- grain: one row for each document and each closed month in which its COGS changed
-- key:   doc_type, ref_key, cogs_month
-- rule:  cogs.md#changes-after-the-close
--        `change` is Omni's current COGS less the COGS in the journal. It includes only changes that an export first showed after the
--        month was closed

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
inner join cogs_syncs on cogs_syncs.cogs_month = cogs_deltas.cogs_month
inner join cogs_closings
    on cogs_closings.cogs_month = cogs_deltas.cogs_month
    and cogs_closings.shown_in = cogs_deltas.shown_in
    and cogs_closings.shown_at = cogs_deltas.shown_at
where
    cogs_closings.is_closed
    and (
        cogs_deltas.shown_in > cogs_syncs.synced_in
        or (cogs_deltas.shown_in = cogs_syncs.synced_in and cogs_deltas.shown_at > cogs_syncs.synced_at)
    )
group by
    cogs_deltas.doc_type,
    cogs_deltas.ref_key,
    cogs_deltas.cogs_month
having sum(cogs_deltas.delta) <> 0
