-- Sales effects: the amount of each order, credit note and batch in Omni, and the amount that the ledger has posted for it.
--
-- since: 2000-01
-- grain: one row for each sales order, credit note or batch
-- key:   doc_type, ref_key
-- rule:  bridge.md#the-revenue-bridge, posting.md#batches
--        `gap` is Omni's sales dated in the month less the ledger's revenue in the month, without tax. `unbatched` is the part of a batch
--        member that is not in a batch yet

with

posted as (
    select
        ledger_matches.doc_type,
        ledger_matches.ref_key,
        sum(case when role = 'revenue' then -ledger_matches.net else 0 end) as revenue,
        sum(case when role = 'revenue' and is_in_month then -ledger_matches.net else 0 end) as revenue_in_month,
        sum(
            case
                when (role = 'receivable' and kind in ('sales_invoice', 'sales_credit')) or deposit_lines.is_held
                    then ledger_matches.net
                else 0
            end
        ) as total,
        count(case when role = 'receivable' and kind in ('sales_invoice', 'sales_credit') then 1 end) > 1
        or coalesce(
            min(case when role = 'revenue' then reference end) <> max(case when role = 'revenue' then reference end), false
        ) as is_posted_again,
        count(case when role = 'receivable' then 1 end) as receivable_lines,
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

orders as (
    select
        documents.doc_type,
        documents.ref,
        documents.ref_key,
        documents.contact,
        documents.status,
        documents.payment_batch_ref,
        documents.lacks_batches,
        documents.sales_reference,
        documents.lacks_sales_reference,
        documents.is_void,
        documents.is_draft,
        documents.moved,
        documents.booked,
        documents.move_date,
        documents.acct_date,
        documents.amount,
        documents.amount_incl,
        documents.value,
        documents.dataset,
        documents.file_period,
        documents._landing,
        documents._line,
        documents.status = 'DO_NOT_IMPORT' and documents.payment_batch_ref is not null as is_member,
        case
            when
                documents.acct_date between $period_start and $period_end
                and not documents.is_void and not documents.is_draft
                then documents.amount
            else 0
        end as sales_in_month,
        coalesce(batch_members.amount, 0) as unbatched,
        1 as members
    from documents
    left join batch_members
        on batch_members.doc_type = documents.doc_type
        and batch_members.ref_key = documents.ref_key
        and batch_members.batch_key is null
    where documents.doc_type in ('SO', 'CN')
),

batches as (
    -- An order that is imported individually also refers to its batch, but is not a member of it (S08).
    select
        batch_members.batch_key as ref_key,
        min(batch_members.batch_ref) as ref,
        sum(case when orders.is_member then batch_members.amount else 0 end) as amount,
        sum(case when orders.is_member then batch_members.amount_incl else 0 end) as amount_incl,
        sum(
            case
                when orders.is_member and not orders.is_draft and orders.acct_date between $period_start and $period_end
                    then batch_members.amount
                else 0
            end
        ) as sales_in_month,
        min(orders.acct_date) as acct_date,
        count(case when orders.is_member then 1 end) as members,
        max(orders.file_period) as file_period,
        min(orders._landing) as _landing,
        min(orders._line) as _line
    from orders
    inner join batch_members
        on batch_members.doc_type = orders.doc_type
        and batch_members.ref_key = orders.ref_key
    where
        orders.booked
        and not orders.is_void
        and batch_members.batch_key is not null
    group by batch_members.batch_key
),

units as (
    select
        doc_type, ref, ref_key, contact, status, payment_batch_ref, lacks_batches, sales_reference, lacks_sales_reference,
        is_void, is_draft, moved, booked, move_date, acct_date, amount, amount_incl, value, is_member,
        case when is_member and sales_in_month = 0 then 0 when is_member then unbatched else sales_in_month end as sales_in_month,
        case when is_member then unbatched else 0 end as unbatched, members,
        dataset, file_period, _landing, _line
    from orders
    union all
    select
        'BATCH' as doc_type, ref, ref_key, null as contact, 'IMPORTED' as status, ref as payment_batch_ref, false as lacks_batches,
        null as sales_reference, true as lacks_sales_reference,
        false as is_void, false as is_draft, true as moved, true as booked, acct_date as move_date, acct_date,
        amount, amount_incl, null as value, false as is_member, sales_in_month, 0 as unbatched, members,
        'sales_documents' as dataset, file_period, _landing, _line
    from batches
),

revenue_accounts as (
    -- If there is no revenue account, no invoice has revenue. That is not a difference.
    select count(*) > 0 as are_known
    from compared_months
    where has_revenue
)

select
    units.*,
    revenue_accounts.are_known as is_revenue_known,
    posted.ref_key is not null as is_posted,
    coalesce(posted.revenue, 0) as posted_revenue,
    coalesce(posted.total, 0) as posted_total,
    coalesce(posted.is_posted_again, false) as is_posted_again,
    coalesce(posted.receivable_lines, 0) as receivable_lines,
    posted.posted_date,
    coalesce(posted.is_posted_in_month, false) as is_posted_in_month,
    coalesce(listed_states.is_draft_there, false) as is_draft_there,
    coalesce(listed_states.is_void_there, false) as is_void_there,
    coalesce(listed_states.is_dated_later, false) as is_dated_later,
    listed_states.ref_key is null
    and packages.keeps_drafts and settings_in_force.upload_state = 'draft' as expects_drafts,
    posted.ref_key is not null
    or (
        late_syncs.ref_key is null
        and coalesce(booked_in.has_revenue, false)
        and coalesce(units.acct_date <= ledger_ends.until, true)
    ) as is_compared,
    cast(
        case
            when this_month.has_revenue then coalesce(units.sales_in_month, 0) - coalesce(posted.revenue_in_month, 0)
            else 0
        end as decimal(18, 2)
    ) as gap
from units
cross join settings_in_force
cross join revenue_accounts
inner join packages on packages.code = settings_in_force.package
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
left join compared_months as booked_in on booked_in.period = strftime(units.acct_date, '%Y-%m')
left join ledger_ends on ledger_ends.period = strftime(units.acct_date, '%Y-%m')
left join compared_months as this_month on this_month.period = $period
