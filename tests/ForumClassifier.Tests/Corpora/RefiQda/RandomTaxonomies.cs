using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Corpora.RefiQda;

/// <summary>Generated taxonomies with everything a codebook can hold.</summary>
internal static class RandomTaxonomies
{
    public static Taxonomy Next(Random random)
    {
        var number = 0;
        return new Taxonomy(
            $"forum {random.Next(100)}",
            random.Next(1, 4),
            random.Next(2) == 0 ? Assignment.Single : Assignment.Multiple,
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextCode(random, 0, ref number))]);
    }

    public static string NextGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var guid = new Guid(bytes).ToString(random.Next(2) == 0 ? "D" : "B");
        return random.Next(2) == 0 ? guid.ToUpperInvariant().Trim('{', '}') : guid.Trim('{', '}');
    }

    public static DateTimeOffset NextTime(Random random) => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 2000));

    private static Code NextCode(Random random, int depth, ref int number)
    {
        var id = FormattableString.Invariant($"code-{number++}");
        var children = new List<Code>();
        for (var i = depth < 3 ? random.Next(3) : 0; i > 0; i--)
        {
            children.Add(NextCode(random, depth + 1, ref number));
        }

        string[] sets = ["first", "second", "third & <last>"];
        return new Code(id, random.Next(3) == 0 ? "same name" : $"name {number}", random.Next(2) == 0 ? "" : $"when \"it\" & that\r\n{number}\nends ")
        {
            Examples = random.Next(2) == 0 ? [] : ["an example ?> with <signs>", "another\nof two lines"],
            Color = (string?[])[null, "#4477aa", "#fff", "red"] is var colors ? colors[random.Next(4)] : null,
            GlobalId = NextGuid(random),
            Sets = [.. sets.Where(_ => random.Next(3) == 0)],
            Codable = random.Next(5) > 0,
            Children = children,
        };
    }
}
