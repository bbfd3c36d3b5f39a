-- Closing exceptions: register and web sales that are not yet in a register closing or batch (CL1, CL2).
--
-- since: 2000-01
-- grain: one row for each step, document and reason
-- key:   step, doc_type, ref_key, reason_code
-- rule:  checklist.md#cl1-close-registers-for-pos, checklist.md#cl2-close-registers-for-ecommerce

with

live_sales as (
    select documents.*, sales_channels.channel, sales_channels.payment_date, sales_channels.unbatched_date
    from documents
    inner join sales_channels on sales_channels.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and not documents.is_void
        and not documents.is_draft
)

select
    'CL1' as step, live_sales.doc_type, live_sales.ref_key,
    case
        when live_sales.unbatched_date is not null then 'unbatched|' || cast(live_sales.unbatched_date as varchar)
        else 'register_open'
    end as reason_code
from live_sales
where
    live_sales.channel = 'pos'
    and (live_sales.unbatched_date is not null or (live_sales.moved and live_sales.acct_date is null))
union all
select
    'CL2' as step, live_sales.doc_type, live_sales.ref_key,
    'unbatched|' || cast(live_sales.payment_date as varchar)
    || case when date_diff('day', live_sales.payment_date, $period_end) > 30 then ';too_old_to_batch' else '' end as reason_code
from live_sales
where
    live_sales.channel = 'ecommerce'
    and live_sales.payment_date is not null
    and live_sales.payment_batch_ref is null
    and not live_sales.lacks_batches
    and coalesce(live_sales.status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and coalesce(live_sales.amount_incl, 1) <> 0
