using ForumClassifier.Core;

namespace ForumClassifier.Inference;

/// <summary>A plan, part, receipt, model or corpus is no longer what the plan of a run recorded.</summary>
public sealed class RunDamagedException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);
