using System.Text.RegularExpressions;

namespace ForumClassifier.Modeling.Native;

/// <summary>The libraries of an installed PyTorch that stand in for the package's libtorch.</summary>
internal static partial class InstalledTorch
{
    private const string Remedy = "The libraries of PyTorch 2.10 and 2.11 serve: install one of these, or leave --libtorch (FORUMCLASSIFIER_LIBTORCH) out.";

    // Those that define the symbols TorchSharp calls; the CUDA ones are there in CUDA builds only.
    private static readonly string[] Libraries = ["libtorch.so", "libtorch_cpu.so", "libc10.so", "libtorch_cuda.so", "libc10_cuda.so"];

    /// <summary>The folder that holds libtorch.so, once every symbol that libLibTorchSharp.so needs was found there.</summary>
    /// <param name="folder">PyTorch's <c>torch/lib</c>, or <c>torch</c> itself.</param>
    /// <param name="libTorchSharp">Path of libLibTorchSharp.so.</param>
    /// <exception cref="LibtorchException">There is no libtorch, or it is of a version that lacks symbols.</exception>
    public static string Check(string folder, string libTorchSharp)
    {
        var library = new[] { folder, Path.Combine(folder, "lib") }.FirstOrDefault(place => File.Exists(Path.Combine(place, "libtorch.so")))
            ?? throw new LibtorchException(folder, "There is no libtorch.so in it.", $"Expected the folder torch/lib of an installed PyTorch. {Remedy}");

        HashSet<string> exported;
        try
        {
            exported = [.. Libraries.Select(name => Path.Combine(library, name)).Where(File.Exists)
                .SelectMany(path => Symbols(path).Where(symbol => symbol.IsDefined).Select(symbol => symbol.Name))];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new LibtorchException(library, $"Its libraries cannot be read ({e.Message.TrimEnd('.')}).", Remedy, e);
        }

        var missing = Symbols(libTorchSharp)
            .Where(symbol => !symbol.IsDefined && !symbol.IsWeak && IsTorch().IsMatch(symbol.Name) && !exported.Contains(symbol.Name))
            .Select(symbol => symbol.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        return missing.Count == 0
            ? library
            : throw new LibtorchException(library,
                $"Its libtorch{Version(library)} lacks {missing.Count} of the symbols that TorchSharp needs (the first is {missing[0]}).", Remedy);
    }

    private static List<ElfFile.Symbol> Symbols(string path)
    {
        using var stream = File.OpenRead(path);
        return [.. new ElfFile(stream).Symbols()];
    }

    // torch/version.py beside torch/lib
    private static string Version(string library)
    {
        var file = Path.Combine(library, "..", "version.py");
        var version = File.Exists(file) ? VersionLine().Match(File.ReadAllText(file)) : Match.Empty;
        return version.Success ? $" (PyTorch {version.Groups[1].Value})" : "";
    }

    // C++ names of the namespaces at, c10, torch and caffe2
    [GeneratedRegex(@"(2at|3c10|5torch|6caffe2)")]
    private static partial Regex IsTorch();

    [GeneratedRegex("""__version__ *= *['"]([^'"]+)['"]""")]
    private static partial Regex VersionLine();
}
