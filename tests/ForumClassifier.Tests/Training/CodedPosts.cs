using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Training;

/// <summary>Made-up coded posts for splits and trainings.</summary>
internal static class CodedPosts
{
    /// <summary>Posts in threads of 1 to 6, with codes of very different frequency: <c>c0</c> is in about half of them, <c>c5</c> in one of 64.</summary>
    public static CodedText[] Random(Assignment assignment, int posts, int seed)
    {
        var random = new Random(seed);
        List<CodedText> made = [];
        for (var thread = 0; made.Count < posts; thread++)
        {
            for (var size = Math.Min(random.Next(1, 7), posts - made.Count); size > 0; size--)
            {
                string[] codes = assignment == Assignment.Single
                    ? [$"c{Math.Min(5, Enumerable.Range(0, 5).TakeWhile(_ => random.Next(2) == 0).Count())}"]
                    : [.. Enumerable.Range(0, 6).Where(code => random.Next(2 << code) == 0).Select(code => $"c{code}")];
                made.Add(new CodedText($"p{made.Count}", $"t{thread}", "text", codes, []));
            }
        }

        return [.. made];
    }

    /// <summary>Posts in the words of the tiny encoder, two a thread; those of a code share words. The last one is the only <c>rare</c> one.</summary>
    public static CodedText[] Learnable(Assignment assignment, int posts)
    {
        string[] codes = ["red", "green", "blue"];
        var random = new Random(7);
        string Words(int code) => string.Join(' ', Enumerable.Range(0, random.Next(3, 20)).Select(_ => $"w{(random.Next(3) == 0 ? random.Next(100, 200) : 10 + (code * 20) + random.Next(15))}"));
        return
        [
            .. Enumerable.Range(0, posts - 1).Select(i => new CodedText($"p{i}", $"t{i / 2}", Words(i % 3),
                assignment == Assignment.Single ? [codes[i % 3]] : i % 5 == 0 ? [codes[i % 3], codes[(i + 1) % 3]] : i % 7 == 0 ? [] : [codes[i % 3]],
                assignment == Assignment.Multiple && i % 11 == 0 && i % 3 != 2 ? ["blue"] : [])).Select(post => post with { Pending = [.. post.Pending.Except(post.Codes)] }),
            new CodedText($"p{posts - 1}", "t-rare", "w90 w91 w92", ["rare"], []),
        ];
    }

    public static Taxonomy Taxonomy(Assignment assignment, params string[] codes) => new("made-up", 3, assignment, [.. codes.Select(code => new Code(code, $"The {code} ones", ""))]);
}
