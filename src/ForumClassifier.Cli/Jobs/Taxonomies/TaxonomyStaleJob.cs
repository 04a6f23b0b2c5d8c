using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Modeling.Models;
using Spectre.Console;

namespace ForumClassifier.Cli.Jobs.Taxonomies;

/// <summary>Models, labelled data and predictions that are of older versions of a taxonomy.</summary>
/// <remarks>
/// Looked at are <c>models/*</c> by their <c>classifier.json</c>, <c>labeled-data/*</c> by their <c>taxonomy.yaml</c> and the versions of their codings,
/// and predictions that lie beside the folder of their run (<c>FILE.run</c>) by the model they name and by their codes. Those of a taxonomy of another name are left out.
/// </remarks>
internal static class TaxonomyStaleJob
{
    private const int DeepestFolder = 4; // where predictions are looked for

    /// <param name="labeledData">A folder to look at beside those found, or null.</param>
    /// <param name="model">Likewise.</param>
    /// <exception cref="ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(string path, string? labeledData, string? model, bool json, Screen screen, CancellationToken cancellationToken)
    {
        var newest = TaxonomyFile.Read(path);
        var models = Models(newest, model, screen);
        List<Found> found = [.. models.Select(one => one.Found)];
        found.AddRange(await LabelledAsync(newest, labeledData, screen, cancellationToken));
        found.AddRange(await PredictionsAsync(newest, models.ToLookup(one => one.Name, one => one.Found.Version), screen, cancellationToken));
        var stale = found.Count(one => one.IsStale);
        if (json)
        {
            screen.Line(JsonText.Of(new { newest.Name, newest.Version, Stale = stale, Found = found }));
            return;
        }

        screen.Line($"{newest.Name} version {TaxonomyText.Number(newest.Version)}: {TaxonomyText.Number(stale)} of {TaxonomyText.Number(found.Count)} found are of older versions.");
        if (found.Count > 0)
        {
            var table = Screen.NewTable(null, "path", "what", "version", "");
            found.ForEach(one => table.AddRow(Markup.Escape(one.Path), one.What, TaxonomyText.Number(one.Version), one.IsStale ? "stale" : "current"));
            screen.Table(table);
        }
    }

    private static List<(string Name, Found Found)> Models(Taxonomy newest, string? named, Screen screen)
    {
        var all = new List<(string, Found)>();
        foreach (var folder in Folders("models", named).Where(folder => File.Exists(Path.Combine(folder, ClassifierDescription.FileName))))
        {
            try
            {
                var model = ClassifierDescription.Load(folder);
                if (model.Taxonomy.Name == newest.Name)
                {
                    all.Add((model.Name, Found.Of(folder, "model", model.Taxonomy.Version, newest)));
                }
            }
            catch (ModelException e)
            {
                screen.Warn($"Left out: {e.Message}");
            }
        }

        return all;
    }

    private static async Task<IReadOnlyList<Found>> LabelledAsync(Taxonomy newest, string? named, Screen screen, CancellationToken cancellationToken)
    {
        var all = new List<Found>();
        foreach (var folder in Folders("labeled-data", named).Where(folder => File.Exists(Path.Combine(folder, "taxonomy.yaml"))))
        {
            try
            {
                var own = TaxonomyFile.Read(Path.Combine(folder, "taxonomy.yaml"));
                if (own.Name == newest.Name)
                {
                    var project = await CodingFolder.ReadAsync(folder, formerCodes: true, cancellationToken: cancellationToken);
                    all.Add(Found.Of(folder, "labelled data", project.Codings.Select(coding => coding.TaxonomyVersion ?? own.Version).Append(own.Version).Min(), newest));
                }
            }
            catch (ForumClassifierException e)
            {
                screen.Warn($"Left out: {e.Message}");
            }
        }

        return all;
    }

    private static async Task<IReadOnlyList<Found>> PredictionsAsync(Taxonomy newest, ILookup<string, int> models, Screen screen, CancellationToken cancellationToken)
    {
        var all = new List<Found>();
        var search = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, IgnoreInaccessible = true };
        foreach (var run in Directory.EnumerateDirectories(".", "*.run", search).Select(run => Path.GetRelativePath(".", run)).Order(StringComparer.Ordinal))
        {
            var file = run[..^".run".Length];
            if (!File.Exists(Path.Combine(run, "manifest.json")) || !File.Exists(file))
            {
                continue;
            }

            try
            {
                var predictions = await PredictionReader.OpenAsync(file, cancellationToken);
                var first = await predictions.Predictions.FirstOrDefaultAsync(cancellationToken);
                if (Ledger.VersionWith(newest, predictions.Codes) is { } version)
                {
                    all.Add(Found.Of(file, "predictions", models[first?.Model ?? ""].Append(version).Min(), newest));
                }
            }
            catch (InputException e)
            {
                screen.Warn($"Left out: {e.Message}");
            }
        }

        return all;
    }

    private static IEnumerable<string> Folders(string parent, string? named) =>
        (Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            .Concat(named is null ? [] : [Path.TrimEndingDirectorySeparator(named)])
            .DistinctBy(Path.GetFullPath);

    /// <param name="Version">The oldest that is in it.</param>
    private sealed record Found(string Path, string What, int Version, bool IsStale)
    {
        public static Found Of(string path, string what, int version, Taxonomy newest) => new(path, what, version, version < newest.Version);
    }
}
