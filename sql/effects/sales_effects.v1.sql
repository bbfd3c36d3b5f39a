-- Sales effects: the amount of each order, credit note and batch in Omni, and the amount that the ledger has posted for it.
--
-- since: 2000-01
-- grain: one row for each batch and each sales order or credit note, without those that only their batch posts
-- key:   doc_type, ref_key
-- rule:  bridge.md#the-revenue-bridge, posting.md#batches
--        `gap` is Omni's sales dated in the month less the ledger's revenue in the month, without tax. `is_member` marks a document
--        that its batch should post. It has a row if a part of it (`unbatched`) is not in a batch yet, or if it is also posted itself.
--        `is_foreign` marks a document in a currency other than that of the books. Its amounts may be in either

with

posted as (
    select
        ledger_matches.doc_type,
        ledger_matches.ref_key,
        cast(sum(case when role = 'revenue' then -ledger_matches.net else 0 end) as decimal(18, 4)) as revenue,
        cast(sum(case when role = 'revenue' and is_in_month then -ledger_matches.net else 0 end) as decimal(18, 4)) as revenue_in_month,
        cast(
            sum(
                case
                    when (role = 'receivable' and kind in ('sales_invoice', 'sales_credit')) or deposit_lines.is_held
                        then ledger_matches.net
                    else 0
                end
            ) as decimal(18, 4)
        ) as total,
        count(case when role = 'receivable' and kind in ('sales_invoice', 'sales_credit') then 1 end) > 1
        or coalesce(
            min(case when role = 'revenue' then reference end) <> max(case when role = 'revenue' then reference end), false
        ) as is_posted_again,
        max(case when role = 'receivable' then 1 else 0 end) = 1 as is_on_receivable,
        min(case when role = 'revenue' then entry_date end) as posted_date,
        max(case when is_in_month then 1 else 0 end) = 1 as is_posted_in_month
    from ledger_matches
    left join deposit_lines
        on deposit_lines._landing = ledger_matches._landing
        and deposit_lines._line = ledger_matches._line
        and deposit_lines.ref_key = ledger_matches.ref_key
    where
        ledger_matches.doc_type in ('SO', 'CN', 'BATCH')
        and kind in ('sales_invoice', 'sales_credit', 'other', 'journal')
        and not coalesce(deposit_lines.is_whole, false)
    group by
        ledger_matches.doc_type,
        ledger_matches.ref_key
),

units as (
    select
        documents.doc_type, documents.ref, documents.ref_key, documents.status, documents.is_void, documents.is_draft,
        documents.moved, documents.booked, documents.acct_date, documents.amount, documents.amount_incl,
        documents.status = 'DO_NOT_IMPORT' and documents.payment_batch_ref is not null as is_member,
        true as has_members,
        documents.payment_batch_ref is null and not documents.lacks_batches as is_without_batch,
        documents.sales_reference is null and not documents.lacks_sales_reference as is_without_reference,
        case
            when documents.is_void or documents.is_draft then 0
            when not coalesce(documents.acct_date between $period_start and $period_end, false) then 0
            when documents.status = 'DO_NOT_IMPORT' and documents.payment_batch_ref is not null then coalesce(unbatched_parts.amount, 0)
            else documents.amount
        end as sales_in_month,
        case
            when documents.status = 'DO_NOT_IMPORT' and documents.payment_batch_ref is not null then coalesce(unbatched_parts.amount, 0)
            else 0
        end as unbatched,
        documents.currency,
        documents._landing, documents._line
    from documents
    left join batch_members as unbatched_parts
        on unbatched_parts.doc_type = documents.doc_type
        and unbatched_parts.ref_key = documents.ref_key
        and unbatched_parts.batch_key is null
    where documents.doc_type in ('SO', 'CN')
    union all
    select
        'BATCH' as doc_type, ref, ref_key, 'IMPORTED' as status, false as is_void, false as is_draft,
        true as moved, true as booked, booked_date as acct_date, member_amount as amount, member_amount_incl as amount_incl,
        false as is_member,
        members > 0 as has_members,
        false as is_without_batch,
        false as is_without_reference,
        sales_in_month,
        0 as unbatched,
        cast(null as varchar) as currency,
        _landing, _line
    from batches
    where is_booked
),

revenue_months as (
    select compared_months.period, ledger_ends.until
    from compared_months
    left join ledger_ends on ledger_ends.period = compared_months.period
    where compared_months.has_revenue
),

ledger as (
    -- If there is no revenue account, no invoice has revenue. That is not a difference.
    select
        count(revenue_months.period) > 0 as has_revenue,
        count(case when revenue_months.period = $period then 1 end) > 0 as has_revenue_in_month,
        max(case when packages.keeps_drafts and settings_in_force.upload_state = 'draft' then 1 else 0 end) = 1 as keeps_drafts,
        max(settings_in_force.currency) as currency
    from settings_in_force
    inner join packages on packages.code = settings_in_force.package
    left join revenue_months on true
)

select
    units.* exclude (sales_in_month, currency),
    coalesce(upper(trim(units.currency)) <> upper(ledger.currency), false) as is_foreign,
    ledger.has_revenue as is_revenue_known,
    posted.ref_key is not null as is_posted,
    coalesce(posted.revenue, 0) as posted_revenue,
    coalesce(posted.total, 0) as posted_total,
    coalesce(posted.is_posted_again, false) as is_posted_again,
    coalesce(posted.is_on_receivable, false) as is_on_receivable,
    posted.posted_date,
    coalesce(posted.is_posted_in_month, false) as is_posted_in_month,
    coalesce(listed_states.is_draft_there, false) as is_draft_there,
    coalesce(listed_states.is_void_there, false) as is_void_there,
    coalesce(listed_states.is_dated_later, false) as is_dated_later,
    listed_states.ref_key is null and ledger.keeps_drafts as expects_drafts,
    posted.ref_key is not null
    or (
        late_syncs.ref_key is null
        and revenue_months.period is not null
        and coalesce(units.acct_date <= revenue_months.until, true)
    ) as is_compared,
    cast(
        case when ledger.has_revenue_in_month then units.sales_in_month - coalesce(posted.revenue_in_month, 0) else 0 end
        as decimal(18, 2)
    ) as gap
from units
cross join ledger
left join posted
    on posted.doc_type = units.doc_type
    and posted.ref_key = units.ref_key
left join listed_states
    on listed_states.side = 'sales'
    and listed_states.ref_key = units.ref_key
    and units.doc_type <> 'BATCH'
left join late_syncs
    on late_syncs.doc_type = units.doc_type
    and late_syncs.ref_key = units.ref_key
left join revenue_months on revenue_months.period = strftime(units.acct_date, '%Y-%m')
where
    not coalesce(units.is_member, false)
    or units.unbatched <> 0
    or posted.ref_key is not null
