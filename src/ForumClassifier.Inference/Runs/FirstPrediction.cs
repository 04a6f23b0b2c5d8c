using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>What was predicted for a post that later windows repeat, as its part keeps it: unrounded.</summary>
/// <param name="Place">Of the post in its window, from 0.</param>
/// <param name="Codes">Their places in the order of the model's codes.</param>
internal sealed record FirstPrediction(int Place, IReadOnlyList<float> Probabilities, IReadOnlyList<int> Codes, bool Truncated)
{
    public static FirstPrediction Of(int place, Classification said, CodeSet codes) => new(place, said.Probabilities, [.. said.Codes.Select(codes.IndexOf)], said.Truncated);

    /// <summary>The same for a post that repeats it: no tokens were read.</summary>
    public Classification Repeat(CodeSet codes) => new(Probabilities, [.. Codes.Select(code => codes[code])], WindowLabeler.NoTokens, Truncated);
}
