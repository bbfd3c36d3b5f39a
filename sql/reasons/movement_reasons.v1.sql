-- Movement reasons: how stock movements contradict documents, and why they cannot tell.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  movements.md#stock-movements

select
    code,
    sentence,
    remedy
from (
    values
    (
        'movement_after_export', 'A movement is dated after the day of the export',
        'Correct the date of the document in Omni, then export the movements again.'
    ),
    (
        'movement_of_void', 'The document is void, but its stock has not moved back',
        'Check the document in Omni. Restore it, or adjust the stock.'
    ),
    (
        'movement_without_document', 'No document with this reference is in the month''s reports',
        'Search the reference in Omni, then export the report that should list it again.'
    ),
    (
        'movement_undated', 'A movement has no date or no quantity, so it is not known when the units moved',
        'Enter the date in Omni, then export the movements again.'
    ),
    (
        'movement_units_differ', 'The movements do not add up to the quantity of the document',
        'Export the movements of all products and branches since the first delivery, on the same day as the report.'
    ),
    (
        'movement_after_date', 'Units moved after the month end, but the document says that all of them had moved',
        'Correct the date of the document in Omni. Until then, the date of the document counts.'
    ),
    (
        'movement_before_date', 'All units had moved by the month end, but the date of the document is later',
        'Correct the date of the document in Omni. Until then, the dates of the movements count for its stock.'
    ),
    (
        'movement_backdated', 'A movement is dated in an earlier month, but that month''s list did not have it',
        'Export the stock movements of that month again, and check what changed there.'
    ),
    (
        'movement_missing', 'The document says that its stock moved, but the complete list has no movement of it',
        'Check in Omni whether the goods have left or arrived, then correct the document.'
    ),
    (
        'movements_not_compared', 'Stock movements cannot be checked without the valuations of this month and the month before',
        'Upload Historic Stock Valuations for both months.'
    ),
    (
        'movements_incomplete', 'Stock movements are incomplete: {1} of {2} products do not roll forward to the valuation',
        'Export them for all products and branches and the whole month, on the same day as the valuation.'
    ),
    (
        'transit_not_shown', 'No month shows whether the valuation counts goods on the way, such as {1}',
        'Upload the stock movements of the month in which the transfer left, with the valuations before and after it.'
    ),
    (
        'transfer_not_listed', '{1} was on the way in an earlier month, and this month''s lists do not have it',
        'Export Branch Transfers for this month with all statuses and no date filter.'
    ),
    ('transit_without_value', 'The cost of the goods on {1} is unknown', 'Upload Branch Transfers with the unit costs.'),
    ('job_without_cost', 'A unit cost or the finished goods of {1} are missing', 'Export Production Jobs with all lines and unit costs.'),
    ('transit_counted', 'counted in the valuation', ''),
    ('transit_left_out', 'not in the valuation', ''),
    ('transit_unknown', 'cannot tell', '')
) as listed (code, sentence, remedy)
