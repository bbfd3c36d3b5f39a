-- Closing exceptions: register and web sales that no register closing or batch has taken up (CL1, CL2).
--
-- since: 2000-01
-- grain: one row for each step, document and reason
-- key:   step, doc_type, ref_key, reason_code
-- rule:  checklist.md#cl1-close-registers-for-pos, checklist.md#cl2-close-registers-for-ecommerce

with

live as (
    select documents.*, sales_channels.channel, sales_channels.payment_date, sales_channels.unbatched_date
    from documents
    inner join sales_channels on sales_channels.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and not documents.is_void
        and not documents.is_draft
)

select
    'CL1' as step, live.doc_type, live.ref_key,
    case
        when live.unbatched_date is not null then 'unbatched|' || cast(live.unbatched_date as varchar)
        else 'register_open'
    end as reason_code
from live
where
    live.channel = 'pos'
    and (live.unbatched_date is not null or (live.moved and live.acct_date is null))
union all
select
    'CL2' as step, live.doc_type, live.ref_key,
    'unbatched|' || cast(live.payment_date as varchar)
    || case when date_diff('day', live.payment_date, $period_end) > 30 then ';too_old_to_batch' else '' end as reason_code
from live
where
    live.channel = 'ecommerce'
    and live.payment_date is not null
    and live.payment_batch_ref is null
    and not live.lacks_batches
    and coalesce(live.status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and coalesce(live.amount_incl, 1) <> 0
