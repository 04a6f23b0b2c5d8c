namespace ForumClassifier.Inference;

/// <summary>What a merge found and made.</summary>
/// <param name="Truncated">Posts longer than the model's longest input.</param>
/// <param name="Codes">How many posts have each code, in the order of the model's codes.</param>
/// <param name="Seconds">Of all labellings together, from the finished shards' receipts.</param>
/// <param name="Phases">Likewise.</param>
/// <param name="EngineShare">How much of the time from first to last batch was spent inside the engine, in [0, 1]; null where no text was classified.</param>
/// <param name="PaddingShare">How much of what was computed is padding, in [0, 1]; null where no text was classified.</param>
/// <param name="Sha256">Of the file of predictions, in lower-case hexadecimal.</param>
/// <param name="WasMerged">True where the file was there already, to the byte.</param>
/// <param name="Warnings">What the user should look at, a sentence each.</param>
public sealed record MergeSummary(
    long Posts, long Abstained, long Truncated, long Tokens, IReadOnlyDictionary<string, long> Codes, double Seconds, LabelPhases Phases, double? EngineShare, double? PaddingShare,
    string Sha256, bool WasMerged, IReadOnlyList<string> Warnings);
