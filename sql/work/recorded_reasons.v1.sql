-- Recorded reasons: orders and credits that are deliberately not synced, for which a user recorded the reason.
--
-- since: 2000-01
-- grain: one row for each order or credit whose reason is recorded
-- key:   doc_type, ref_key
-- events: explained, accrued, accepted, returned
-- rule:  worklist.md#recorded-reasons

with

item_events as (
    select
        subject as item, kind, value, amount,
        row_number() over (partition by subject order by period desc, number desc) as age
    from audit_log
    where
        kind in ('explained', 'accrued', 'accepted', 'returned')
        and period <= $period
)

select
    documents.doc_type,
    documents.ref_key
from documents
inner join item_events on item_events.item = documents.doc_type || ':' || documents.ref_key
where
    item_events.age = 1
    and item_events.kind = 'explained'
    and item_events.value = 'S07'
    and item_events.amount = cast(abs(documents.amount) as decimal(18, 2))
