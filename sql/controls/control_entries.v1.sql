-- Control entries: the month's ledger entries on the control accounts besides stock, each with the Omni document that it posts, if any.
--
-- since: 2000-01
-- grain: one row for each ledger line and, if it posts several documents, each of those documents
-- key:   _landing, _line, ref_key (may be blank)
-- rule:  control-accounts.md#what-the-ledger-posted
--        An entry without a document has an `entry_code` that says what it is. A payment settles documents, and posts none

with

parts as (
    select
        ledger_read.role,
        ledger_read.kind,
        ledger_read.entry_date,
        ledger_read.contact,
        ledger_read.reference,
        ledger_read.description,
        coalesce(ledger_read.journal_id, ledger_read.reference, ledger_read.description, '') as journal,
        coalesce(ledger_matches.net, entry_shares.share, ledger_read.net) as net,
        coalesce(ledger_matches.doc_type, entry_shares.doc_type, ledger_read.doc_type, hand_keyed_bills.doc_type) as doc_type,
        coalesce(ledger_matches.ref_key, entry_shares.ref_key, ledger_read.ref_key, hand_keyed_bills.ref_key) as ref_key,
        ledger_read._landing,
        ledger_read._line
    from ledger_read
    left join ledger_matches
        on ledger_matches._landing = ledger_read._landing
        and ledger_matches._line = ledger_read._line
    left join entry_shares
        on entry_shares._landing = ledger_read._landing
        and entry_shares._line = ledger_read._line
        and ledger_matches._line is null
    left join hand_keyed_bills
        on hand_keyed_bills._landing = ledger_read._landing
        and hand_keyed_bills._line = ledger_read._line
    where ledger_read.is_in_month
),

month_journals as (
    -- A journal on stock for the COGS of a month, with the entries that it charges to cost of goods sold.
    select
        parts._landing,
        parts.entry_date,
        parts.journal,
        max(cogs_journals.cogs_month) as cogs_month
    from cogs_journals
    inner join parts
        on parts._landing = cogs_journals._landing
        and parts._line = cogs_journals._line
    group by
        parts._landing,
        parts.entry_date,
        parts.journal
),

stock_bills as (
    -- A bill for freight or rent may hold the number of an order, but is not for its goods.
    select distinct kind, coalesce(reference, '') as reference
    from parts
    where
        role = 'inventory'
        and kind in ('bill', 'bill_credit')
),

named as (
    select
        parts.*,
        control_roles.sign,
        month_journals.cogs_month,
        case
            when parts.kind = 'accrual' then false
            when parts.role = 'receivable'
                then parts.kind in ('sales_invoice', 'sales_credit', 'journal', 'other') and parts.doc_type in ('SO', 'CN', 'BATCH')
            when parts.role = 'payable'
                then
                    parts.doc_type in ('PO', 'SCN')
                    and (
                        parts.kind in ('journal', 'other')
                        or (parts.kind in ('bill', 'bill_credit') and settings_in_force.inventory_method = 'periodic')
                        or stock_bills.kind is not null
                    )
            when parts.role = 'landed_costs' then parts.kind in ('journal', 'other') and parts.doc_type = 'PO'
            when parts.role = 'deposits' then parts.doc_type in ('SO', 'CN')
            else
                parts.kind = 'journal'
                and (
                    month_journals.cogs_month = $period
                    or (cogs_by_sale.cogs_month is not null and parts.doc_type in ('SO', 'CN', 'BATCH'))
                )
        end as is_of_document,
        coalesce(deposit_lines.is_whole, false) and parts.role <> 'deposits' as is_deposit,
        landed_postings.ref_key is not null as is_landed
    from parts
    inner join control_roles on control_roles.role = parts.role
    cross join settings_in_force
    left join stock_bills
        on stock_bills.kind = parts.kind
        and stock_bills.reference = coalesce(parts.reference, '')
    left join month_journals
        on month_journals._landing = parts._landing
        and month_journals.entry_date = parts.entry_date
        and month_journals.journal = parts.journal
    left join cogs_by_sale on cogs_by_sale.cogs_month = $period
    left join deposit_lines
        on deposit_lines._landing = parts._landing
        and deposit_lines._line = parts._line
        and deposit_lines.ref_key = parts.ref_key
    left join landed_postings
        on landed_postings.ref_key = parts.ref_key
        and landed_postings.kind = parts.kind
        and landed_postings.entry_date = parts.entry_date
        and landed_postings.reference = coalesce(parts.reference, '')
        and landed_postings.is_whole
        and parts.role = 'payable'
),

sorted_entries as (
    select *, is_of_document and not is_deposit and not is_landed as is_posting
    from named
)

select
    role,
    kind,
    entry_date,
    contact,
    reference,
    description,
    cast(sign * net as decimal(18, 2)) as amount,
    case when is_posting then case when role = 'cogs' then 'COGS' else doc_type end end as doc_type,
    case when is_posting then case when role = 'cogs' then 'COGS-' || $period else ref_key end end as ref_key,
    case
        when is_posting then null
        when is_landed then 'control_landed'
        when is_deposit then 'control_deposit'
        when role = 'cogs' and cogs_month is not null then 'control_cogs_of_month|' || cogs_month
        when role = 'cogs' and doc_type = 'ADJ' then 'control_adjustment'
        when role = 'deposits' and doc_type in ('PO', 'SCN') then 'control_deposit_paid'
        when role = 'landed_costs' and kind in ('bill', 'bill_credit') then 'control_carrier_bill'
        else
            case kind
                when 'payment' then 'control_payment'
                when 'allocation' then 'control_allocation'
                when 'money' then 'control_money'
                when 'journal' then 'control_journal'
                when 'accrual' then 'control_accrual'
                when 'sales_invoice' then 'control_sales_invoice'
                when 'sales_credit' then 'control_sales_credit'
                when 'bill' then 'control_bill'
                when 'bill_credit' then 'control_bill_credit'
                else 'control_other'
            end
    end as entry_code,
    _landing,
    _line
from sorted_entries
