namespace ForumClassifier.Core;

/// <summary>
/// A failure the user can act on. The command line prints its message and no stack trace;
/// every other exception is a bug in this program.
/// </summary>
/// <param name="message">Where, what was found, what was expected, what to do; ends in a period; never quotes a post.</param>
public abstract class ForumClassifierException(string message, Exception? inner = null) : Exception(message, inner);
