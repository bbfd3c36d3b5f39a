-- Stock effects: what each document does to Omni's stock, to Omni's reconciliation and to the ledger's inventory by T.
--
-- since: 2000-01
-- rule:  domain.md 6.2. Positive raises stock. Where the reconciliation or the ledger of a document's month has not landed, it is
--        taken as its dates and status say. HSV follows the day stock moved: part deliveries count pro rata, also without a
--        received date; an open automatic adjustment counts from its created date. SOHR follows what it lists, COGS the
--        month of the invoice. The ledger follows its inventory entries.

with

listed as (
    select
        case section
            when 'purchase_orders' then 'PO'
            when 'additional_costs' then 'PO'
            when 'supplier_credit_notes' then 'SCN'
            else 'ADJ'
        end as doc_type,
        ref_key,
        sum(coalesce(debit, 0) - coalesce(credit, 0)) as effect,
        sum(case when section = 'additional_costs' then coalesce(debit, 0) - coalesce(credit, 0) else 0 end) as landed
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
    group by 1, 2
),

booked_months as (
    select
        documents.doc_type,
        documents.ref_key,
        coalesce(compared_months.has_reconciliation, false) as has_reconciliation,
        coalesce(compared_months.has_inventory, false) as has_ledger
    from documents
    left join compared_months on compared_months.period = strftime(documents.acct_date, '%Y-%m')
),

posted as (
    select
        doc_type,
        ref_key,
        sum(net) as effect,
        sum(case when kind = 'journal' and doc_type = 'PO' then net else 0 end) as landed,
        count(case when kind in ('bill', 'bill_credit') then 1 end) as bills,
        max(case when is_in_month then 1 else 0 end) as in_month
    from ledger_matches
    where
        role = 'inventory'
        and doc_type in ('PO', 'SCN', 'ADJ')
    group by
        doc_type,
        ref_key
),

twins as (
    -- The copy of a supplier's number that was never received; of two that were, the later one.
    select
        ref_key,
        doc_type
    from (
        select
            doc_type,
            ref_key,
            moved,
            count(*) over (partition by contact, upper(trim(supplier_inv_no))) as copies,
            max(case when moved or booked then 1 else 0 end)
                over (partition by contact, upper(trim(supplier_inv_no))) as is_live,
            row_number() over (
                partition by contact, upper(trim(supplier_inv_no))
                order by
                    case when coalesce(qty_moved, 0) <> 0 or move_date is not null then 0 else 1 end desc,
                    created_date desc nulls first,
                    ref_key desc
            ) as place
        from documents
        where
            doc_type = 'PO'
            and supplier_inv_no is not null
            and not is_void
            and not is_draft
    ) as copies
    where
        copies > 1
        and is_live = 1
        and place = 1
),

measured as (
    select
        documents.*,
        cogs_as_known.cogs,
        listed.ref_key is not null as is_listed,
        posted.ref_key is not null as is_posted,
        coalesce(posted.bills, 0) as bills,
        coalesce(posted.in_month, 0) = 1 as is_posted_in_month,
        twins.ref_key is not null as is_twin,
        coalesce(documents.qty_ordered <> documents.qty_moved, false) as is_quantity_off,
        coalesce(listed.landed, 0) as sohr_landed,
        coalesce(posted.landed, 0) as ledger_landed,
        cast(
            case
                when documents.doc_type in ('SO', 'CN')
                    then case
                        when cogs_as_known.acct_date <= $period_end and not documents.is_void
                            then -coalesce(cogs_as_known.cogs, 0)
                        else 0
                    end
                when listed.ref_key is not null or booked_months.has_reconciliation then coalesce(listed.effect, 0)
                when documents.is_void or documents.is_draft or not documents.booked then 0
                when documents.doc_type = 'ADJ' then case when documents.moved then coalesce(documents.value, 0) else 0 end
                when documents.status = 'IMPORTED' then coalesce(documents.value, 0)
                else 0
            end as decimal(18, 2)
        ) as sohr_effect,
        cast(
            case
                when documents.doc_type in ('SO', 'CN')
                    then case
                        when cogs_as_known.acct_date <= $period_end and not documents.is_void
                            then -coalesce(cogs_as_known.cogs, 0)
                        else 0
                    end
                else coalesce(posted.effect, 0)
            end as decimal(18, 2)
        ) as ledger_effect,
        documents.doc_type in ('SO', 'CN') or posted.ref_key is not null
            or (booked_months.has_ledger and booked_months.has_reconciliation) as is_compared
    from stock_moved as documents
    inner join booked_months
        on booked_months.doc_type = documents.doc_type
        and booked_months.ref_key = documents.ref_key
    left join cogs_as_known
        on cogs_as_known.ref_key = documents.ref_key
        and documents.doc_type in ('SO', 'CN')
    left join listed
        on listed.doc_type = documents.doc_type
        and listed.ref_key = documents.ref_key
    left join posted
        on posted.doc_type = documents.doc_type
        and posted.ref_key = documents.ref_key
    left join twins
        on twins.doc_type = documents.doc_type
        and twins.ref_key = documents.ref_key
)

select
    measured.*,
    coalesce(sales_channels.channel, 'other') as channel,
    coalesce(listed_states.is_draft_there, false) as is_draft_there,
    coalesce(listed_states.is_void_there, false) as is_void_there,
    coalesce(listed_states.is_live_there, false) as is_live_there,
    listed_states.ref_key is null
        and settings_in_force.package = 'xero' and settings_in_force.upload_state = 'draft' as expects_drafts,
    coalesce(coalesce(listed_states.currency, measured.currency) <> settings_in_force.currency, false) as is_foreign,
    measured.omni_effect - measured.sohr_effect as leg1,
    case when measured.is_compared then measured.sohr_effect - measured.ledger_effect else 0 end as leg2
from measured
cross join settings_in_force
left join sales_channels
    on sales_channels.ref_key = measured.ref_key
    and measured.doc_type in ('SO', 'CN')
left join listed_states
    on listed_states.doc_type = measured.doc_type
    and listed_states.ref_key = measured.ref_key
