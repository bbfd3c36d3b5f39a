-- Purchases equal payables: Omni's documents dated in the month equal the amount that suppliers billed.
--
-- since: 2000-01
-- left:  purchases and supplier credits dated in the month, with tax
-- right: bills and supplier credits posted to both accounts payable and inventory, except for landed costs
-- needs: purchase_documents account:payable account:inventory read:bill kind:PO kind:SCN amount:purchase_documents
-- rule:  bills for rent or power do not come from Omni and are not posted to inventory

with

bills as (
    select
        role,
        kind,
        net,
        entry_date,
        coalesce(reference, description, '') as reference
    from ledger_read
    where is_in_month
),

stock_bills as (
    select distinct
        kind,
        reference
    from bills
    where
        role = 'inventory'
        and kind in ('bill', 'bill_credit')
),

payables as (
    select -sum(bills.net) as amount
    from bills
    inner join stock_bills
        on stock_bills.kind = bills.kind
        and stock_bills.reference = bills.reference
    left join (select distinct kind, entry_date, reference from landed_postings where is_whole) as landed_bills
        on landed_bills.kind = bills.kind
        and landed_bills.entry_date = bills.entry_date
        and landed_bills.reference = bills.reference
    where
        bills.role = 'payable'
        and landed_bills.reference is null
)

select
    purchase_totals.amount_incl as left_side,
    payables.amount as right_side
from purchase_totals
cross join payables
