using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Native;

/// <summary>The native torch cannot be loaded from where it was looked for.</summary>
public sealed class LibtorchException(string place, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{place}: {problem} {remedy}", inner);
