namespace ForumClassifier.Corpora.Predictions;

/// <summary>The columns of a prediction file, in their order: <c>post_id, thread_id, created_at, codes, abstained, p_&lt;code id&gt;..., within_&lt;parent id&gt;..., truncated, model</c>.</summary>
internal static class PredictionColumns
{
    public const string PostId = "post_id";
    public const string ThreadId = "thread_id";
    public const string CreatedAt = "created_at";
    public const string Codes = "codes";
    public const string Abstained = "abstained";
    public const string Truncated = "truncated";
    public const string Model = "model";

    /// <summary>Stands before the id of a code in the name of the column of its probability.</summary>
    public const string ProbabilityPrefix = "p_";

    /// <summary>Stands before the id of a code with others below it: the probability of it or any of these.</summary>
    public const string ParentPrefix = "within_";

    public const char CodeSeparator = ';';

    public static readonly string[] Fixed = [PostId, ThreadId, CreatedAt, Codes, Abstained, Truncated, Model];
}
