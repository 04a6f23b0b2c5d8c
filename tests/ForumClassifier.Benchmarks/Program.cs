using System.Globalization;
using ForumClassifier.Benchmarks;
using ForumClassifier.Core.Posts;

return args switch
{
    ["compare-models", var labeledData, .. var rest] => await CompareModels.RunAsync(labeledData, rest),
    ["compare-warm-start", var folder, var project, .. var rest] => await CompareWarmStart.RunAsync(folder, project, rest),
    ["compare-segments", var output, var dataSet, var format, var repeats, "candidates" or "combination", .. var tables] when tables.Length > 0 =>
        await CompareSegments.RunAsync(output, dataSet, Enum.Parse<BodyFormat>(format, ignoreCase: true), int.Parse(repeats, CultureInfo.InvariantCulture), args[5] == "combination", tables),
    ["compare-precisions", var model, var corpus, var posts, var rounds, .. var engines] when engines.Length > 0 =>
        await ComparePrecisions.RunAsync(model, corpus, int.Parse(posts, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture), engines),
    ["measure-peak", .. var rows] => MeasurePeak.Run(rows.Length > 0 ? int.Parse(rows[0], CultureInfo.InvariantCulture) : 1024),
    ["compare-engines", var model, var corpus, var rounds, var each, .. var candidates] when candidates.Length > 0 =>
        await CompareEngines.RunAsync(model, corpus, int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(each, CultureInfo.InvariantCulture), candidates),
    ["repeat-corpus", var corpus, var posts, var output] => await RepeatCorpus.RunAsync(corpus, long.Parse(posts, CultureInfo.InvariantCulture), output),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-models LABELED-DATA [EPOCHS LEARNING-RATE]
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-warm-start NLBSE24-FOLDER PROJECT [COLD-EPOCHS WARM-EPOCHS MAX-TOKENS]
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-segments OUTPUT.csv DATA-SET text|markdown|html|bbcode REPEATS candidates|combination TABLE...
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-precisions MODEL CORPUS.jsonl[.gz] POSTS ROUNDS fp32|bf16|int8[:TOKENS-A-BATCH[:unfused]]...
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- measure-peak [ROWS]
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-engines MODEL CORPUS ROUNDS EACH CANDIDATE...
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- repeat-corpus CORPUS.jsonl[.gz] POSTS OUTPUT.jsonl.gz
        """);
    return 2;
}
