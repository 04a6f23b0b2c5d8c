using System.Diagnostics;
using System.Globalization;
using System.Text;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Analysis.Resampling;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Training;
using ForumClassifier.Training.Baselines;

namespace ForumClassifier.Benchmarks;

/// <summary>Text templates against keeping everything: the n-gram baseline, by repeated cross-validation grouped by thread, on the same folds for all.</summary>
/// <remarks>
/// Of a text the first <see cref="Characters"/> count, about what an encoder reads of it: what is dropped makes room for what comes after.
/// Each table is a data set for classifiers of its own; their decisions are measured together. A code is chosen by its probability over its
/// share of the posts: where most posts have one code, nothing else would ever be chosen.
/// </remarks>
internal static class CompareSegments
{
    private const int Folds = 5;
    private const int FoldSeed = 20261125; // and the next ones for the repeats
    private const int Characters = 1_200;
    private const int Resamples = 10_000;

    /// <summary>Fixed before the first run.</summary>
    private static readonly (string Name, TextTemplate Template)[] Candidates =
    [
        ("title-and-body", TextTemplate.TitleAndBody),
        ("code=drop", Of((SegmentKind.Code, SegmentTreatment.Drop))),
        ("code=mask", Of((SegmentKind.Code, SegmentTreatment.Mask))),
        ("log=drop", Of((SegmentKind.Log, SegmentTreatment.Drop))),
        ("log=mask", Of((SegmentKind.Log, SegmentTreatment.Mask))),
        ("quote=drop", Of((SegmentKind.Quote, SegmentTreatment.Drop))),
        ("link=mask", Of((SegmentKind.Link, SegmentTreatment.Mask))),
        ("greeting=drop signature=drop", Of((SegmentKind.Greeting, SegmentTreatment.Drop), (SegmentKind.Signature, SegmentTreatment.Drop))),
        ("image=mask mention=mask", Of((SegmentKind.Image, SegmentTreatment.Mask), (SegmentKind.Mention, SegmentTreatment.Mask))),
    ];

    /// <summary>Put together of those candidates whose mean difference over the data sets was at least 0.001.</summary>
    private static readonly (string Name, TextTemplate Template)[] Combination =
    [
        ("code=mask link=mask quote=drop image=mask mention=mask", Of((SegmentKind.Code, SegmentTreatment.Mask), (SegmentKind.Link, SegmentTreatment.Mask),
            (SegmentKind.Quote, SegmentTreatment.Drop), (SegmentKind.Image, SegmentTreatment.Mask), (SegmentKind.Mention, SegmentTreatment.Mask))),
    ];

    public static async Task<int> RunAsync(string output, string dataSet, BodyFormat format, int repeats, bool combined, string[] tables)
    {
        List<(LabelledData Data, string Name)> sets = [];
        foreach (var table in tables)
        {
            sets.Add((await LabelledDataReader.ReadAsync(table, new PostColumns { LabelColumn = "label", BodyFormat = format }), Path.GetFileNameWithoutExtension(table)));
        }

        var codes = new CodeSet(sets.SelectMany(set => set.Data.Taxonomy.All()).Select(code => code.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var keep = Measure(sets, codes, TextTemplate.KeepEverything, repeats);
        int[] measured = [.. Enumerable.Range(0, codes.Count).Where(code => keep.Count(post => post.True[0] == code) > ModelEvaluation.TooRare * repeats)];
        var draws = ClusterBootstrap.Draws(keep.Select(post => post.ThreadId).Distinct(StringComparer.Ordinal).Count(), Resamples, ModelEvaluation.Seed).ToList();
        var rows = new StringBuilder("data,policy,posts,changed,macro_f1,difference,low_95,high_95,low_all,high_all\n");
        var (kept, keptReplicates) = Of(keep, codes, measured, draws);
        Write("keep everything", 0, kept, [0]);
        foreach (var (name, template) in combined ? Combination : Candidates)
        {
            var started = Stopwatch.GetTimestamp();
            var (value, replicates) = Of(Measure(sets, codes, template, repeats), codes, measured, draws);
            var changed = sets.Sum(set => set.Data.Posts.Count(post => Text(post.Post, template) != Text(post.Post, TextTemplate.KeepEverything)));
            Write(name, changed, value, [.. replicates.Zip(keptReplicates, (x, y) => x - y).Order()]);
            await File.WriteAllTextAsync(output, rows.ToString());
            Console.Error.WriteLine($"{dataSet}: {name}: {value - kept:F4}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        }

        return 0;

        void Write(string name, int changed, double value, double[] differences)
        {
            var all = 0.05 / Candidates.Length; // Bonferroni over the candidates of a data set
            rows.Append(CultureInfo.InvariantCulture, $"{dataSet},{name},{sets.Sum(set => set.Data.Posts.Count)},{changed},{value:F4},{value - kept:F4},{At(0.025):F4},{At(0.975):F4},{At(all / 2):F4},{At(1 - (all / 2)):F4}\n");

            double At(double share) => differences[(int)Math.Round(share * (differences.Length - 1))];
        }
    }

    private static (double Value, IReadOnlyList<double> Replicates) Of(IReadOnlyList<EvaluatedPost> posts, CodeSet codes, int[] measured, IReadOnlyList<IReadOnlyList<int>> draws)
    {
        var bootstrap = new ClusterBootstrap(posts, codes, Assignment.Single);
        return (bootstrap.Counts.MacroF1(measured), bootstrap.Replicates([counts => counts.MacroF1(measured)], draws)[0]);
    }

    /// <summary>Each post once a repeat, all of them of one thread to the resampling.</summary>
    private static List<EvaluatedPost> Measure(IReadOnlyList<(LabelledData Data, string Name)> sets, CodeSet codes, TextTemplate template, int repeats)
    {
        var runs = sets.SelectMany(set => Enumerable.Range(0, repeats).Select(repeat => (set.Data, set.Name, Seed: FoldSeed + repeat)));
        return [.. runs.SelectMany(run =>
        {
            var texts = run.Data.Posts.Select(coded => new CodedText(
                coded.Post.Id, $"{run.Name}/{coded.Post.ThreadId}", Text(coded.Post, template), coded.Codes, coded.Pending)).ToList();
            var shares = codes.Select(code => texts.Count(text => text.Codes[0] == code) / (float)texts.Count).ToArray();
            return CrossValidation.Run(CrossValidation.Folds(texts, Folds, run.Seed), (_, posts) => LinearBaseline.Train(posts, [], codes, Assignment.Single, run.Seed), CancellationToken.None)
                .Select(post => post with { Predicted = [Enumerable.Range(0, codes.Count).MaxBy(code => shares[code] == 0 ? 0 : post.Probabilities[code] / shares[code])] });
        })];
    }

    // a post of which nothing is left is a post still
    private static string Text(Post post, TextTemplate template)
    {
        var text = PostText.Compose(post, template);
        return text.Length == 0 ? "." : text[..Math.Min(text.Length, Characters)];
    }

    private static TextTemplate Of(params (SegmentKind Kind, SegmentTreatment Treatment)[] treatments) =>
        new(treatments.ToDictionary(pair => pair.Kind, pair => pair.Treatment), []);
}
