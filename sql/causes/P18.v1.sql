-- Wrong tax status: the order and the bill have the same total but different tax, so one side includes tax in the cost.
--
-- since:  2000-01
-- precedence: ledger 48
-- rule:   causes-purchases.md#p18-wrong-tax-status
-- effect: Inventory and tax in the ledger differ by the difference in tax.
-- timing: permanent

with

bills as (
    select
        ref_key,
        sum(total) as total,
        sum(tax_total) as tax
    from (
        select distinct ref_key, _landing, _line, total, tax_total
        from listed_parts
        where
            side = 'bills'
            and status in ('AUTHORISED', 'PAID')
            and tax_total is not null
    ) as listed
    group by ref_key
)

select
    ledger_effects.doc_type,
    ledger_effects.ref,
    ledger_effects.leg2,
    ledger_effects.dataset,
    ledger_effects._landing,
    ledger_effects._line
from ledger_effects
inner join purchase_documents
    on purchase_documents._landing = ledger_effects._landing
    and purchase_documents._line = ledger_effects._line
inner join bills on bills.ref_key = ledger_effects.ref_key
where
    ledger_effects.doc_type in ('PO', 'SCN')
    and not ledger_effects.is_void
    and not ledger_effects.is_foreign
    and ledger_effects.is_posted
    and abs(ledger_effects.leg2) > 0.02
    and abs(bills.total - ledger_effects.amount_incl) <= 0.02
    and abs(bills.tax - purchase_documents.total_tax - ledger_effects.leg2) <= 0.02
