-- Posted outside the configured accounts: the bill, invoice or journal has Omni's reference, but it is posted to an account that
--        is not in the settings.
--
-- since:  2000-01
-- rule:   causes-ledger.md#g03-posted-outside-the-configured-accounts
-- precedence: ledger 5, books 5
-- effect: Inventory or revenue in the ledger is too low by the amount on the other account.
-- timing: permanent

select
    outside_effects.side,
    ledger_effects.doc_type,
    ledger_effects.ref,
    ledger_effects.leg2 as amount,
    ledger_effects.leg2,
    0 as revenue,
    ledger_effects.dataset,
    ledger_effects._landing,
    ledger_effects._line
from outside_effects
inner join ledger_effects
    on ledger_effects.doc_type = outside_effects.doc_type
    and ledger_effects.ref_key = outside_effects.ref_key
where outside_effects.side = 'ledger'
union all
select
    outside_effects.side,
    sales_effects.doc_type,
    sales_effects.ref,
    outside_effects.gap as amount,
    0 as leg2,
    sales_effects.gap as revenue,
    'sales_documents' as dataset,
    sales_effects._landing,
    sales_effects._line
from outside_effects
inner join sales_effects
    on sales_effects.doc_type = outside_effects.doc_type
    and sales_effects.ref_key = outside_effects.ref_key
where outside_effects.side = 'books'
