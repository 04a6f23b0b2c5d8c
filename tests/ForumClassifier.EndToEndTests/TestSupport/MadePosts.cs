using System.Globalization;
using System.Text;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>Posts made for tests; the same ones each time.</summary>
internal static class MadePosts
{
    private static readonly string[][] Words =
    [
        ["slow", "latency", "seconds", "throughput", "waiting", "faster"],
        ["memory", "allocation", "gigabytes", "leak", "swap", "buffer"],
        ["install", "version", "package", "missing", "wheel", "path"],
    ];

    private static readonly string[] Codes = ["speed", "memory", "install"];
    private static readonly string[] Fillers = ["the", "model", "server", "when", "my", "please", "after", "update", "question", "about"];

    /// <summary>With the columns <c>id, thread_id, created_at, title, body, label</c>; the three codes take turns.</summary>
    /// <param name="words">Of each body.</param>
    /// <param name="addTo">Put at the end of a body, by the number of its post.</param>
    public static string Csv(int count, int words = 12, Func<int, string>? addTo = null)
    {
        var random = new Random(5);
        var csv = new StringBuilder("id,thread_id,created_at,title,body,label\n");
        for (var i = 0; i < count; i++)
        {
            var own = Words[i % Codes.Length];
            string Word() => random.Next(2) == 0 ? own[random.Next(own.Length)] : Fillers[random.Next(Fillers.Length)];
            var body = string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));
            var time = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(7 * i);
            csv.Append(CultureInfo.InvariantCulture, $"p{i},t{i / 2},{time:yyyy-MM-ddTHH:mm:ssZ},{Word()} {Word()},{body}{addTo?.Invoke(i)},{Codes[i % Codes.Length]}\n");
        }

        return csv.ToString();
    }
}
