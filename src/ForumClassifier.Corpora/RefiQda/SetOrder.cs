using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>One order of all sets that keeps the order in which each code names its own, as far as there is one.</summary>
internal static class SetOrder
{
    public static IReadOnlyList<string> Of(Taxonomy taxonomy)
    {
        var after = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal); // to each set those that must stand before it
        var waiting = new List<string>();
        foreach (var sets in taxonomy.All().Select(code => code.Sets))
        {
            for (var i = 0; i < sets.Count; i++)
            {
                if (after.TryAdd(sets[i], new HashSet<string>(StringComparer.Ordinal)))
                {
                    waiting.Add(sets[i]);
                }

                if (i > 0)
                {
                    after[sets[i]].Add(sets[i - 1]);
                }
            }
        }

        var order = new List<string>();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(set => !after[set].Overlaps(waiting)) ?? waiting[0];
            waiting.Remove(next);
            order.Add(next);
        }

        return order;
    }
}
