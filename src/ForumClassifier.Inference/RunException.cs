using ForumClassifier.Core;

namespace ForumClassifier.Inference;

/// <summary>The folder of a run holds something else than what the command asks for.</summary>
public sealed class RunException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);
