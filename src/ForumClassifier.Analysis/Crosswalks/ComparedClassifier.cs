using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Analysis.Crosswalks;

/// <summary>A model whose codes are given as those in which it is compared with coders of another version of its taxonomy.</summary>
/// <remarks>Of several codes that are compared as one, probabilities add up under single assignment; under multiple the largest counts.</remarks>
public sealed class ComparedClassifier : ITextClassifier
{
    private readonly ITextClassifier _model;
    private readonly ComparedCodes _codes;
    private readonly Assignment _assignment;
    private readonly int[] _columns; // by code of the model; -1 where it is not compared

    /// <param name="model">Taken over.</param>
    /// <param name="codes">Those of the model among them.</param>
    public ComparedClassifier(ITextClassifier model, ComparedCodes codes, Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(codes);
        (_model, _codes, _assignment) = (model, codes, assignment);
        _columns = [.. model.Codes.Select(code => codes.OfModel(code) is { } name ? codes.Codes.IndexOf(name) : -1)];
    }

    public string Name => _model.Name;

    public CodeSet Codes => _codes.Codes;

    public PreparedText Prepare(string text) => _model.Prepare(text);

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken) =>
        [.. _model.Classify(texts, done, cancellationToken).Select(Map)];

    public void Dispose() => _model.Dispose();

    private Classification Map(Classification classification)
    {
        var probabilities = new float[Codes.Count];
        foreach (var (place, p) in classification.Probabilities.Index().Where(code => _columns[code.Index] >= 0))
        {
            ref var mapped = ref probabilities[_columns[place]];
            mapped = _assignment == Assignment.Single ? Math.Min(1, mapped + p) : Math.Max(mapped, p);
        }

        return classification with { Probabilities = probabilities, Codes = [.. classification.Codes.Select(_codes.OfModel).OfType<string>().Distinct(StringComparer.Ordinal)] };
    }
}
