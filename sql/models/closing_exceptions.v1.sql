-- Closing exceptions: register and web sales that no register closing or batch has taken up (CL1, CL2).
--
-- since: 2000-01
-- rule:  domain.md 3, CL1 and CL2; Omni's batching never looks back further than 30 days (domain.md 1.6)

with

live as (
    select documents.*, sales_channels.channel
    from documents
    inner join sales_channels on sales_channels.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and not documents.is_void
        and not documents.is_draft
),

paid as (
    select
        ref_key,
        min(payment_date) as payment_date,
        min(case when batch_reference is null then payment_date end) as unbatched_date
    from payments_as_known
    where payment_date <= $period_end
    group by ref_key
)

select
    'CL1' as step, live.doc_type, live.ref_key,
    case
        when paid.unbatched_date is not null then 'Paid ' || cast(paid.unbatched_date as varchar) || ', not in a batch'
        else 'Sold at the till, no accounting date: the register is not closed'
    end as reason
from live
left join paid on paid.ref_key = live.ref_key
where
    live.channel = 'pos'
    and (paid.unbatched_date is not null or (live.moved and live.acct_date is null))
union all
select
    'CL2' as step, live.doc_type, live.ref_key,
    'Paid ' || cast(paid.payment_date as varchar) || ', not batched'
    || case
        when date_diff('day', paid.payment_date, $period_end) > 30 then '; older than 30 days, the bot will not see it'
        else ''
    end as reason
from live
inner join paid on paid.ref_key = live.ref_key
where
    live.channel = 'ecommerce'
    and live.payment_batch_ref is null
    and coalesce(live.status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
