using ForumClassifier.Modeling.Native;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Modeling.Native;

public sealed class InstalledTorchTests : IDisposable
{
    private const string Remedy = "The libraries of PyTorch 2.10 and 2.11 serve: install one of these, or leave --libtorch (FORUMCLASSIFIER_LIBTORCH) out.";
    private static readonly string Package = Path.Combine(AppContext.BaseDirectory, "libtorch");
    private static readonly string LibTorchSharp = Path.Combine(Package, "libLibTorchSharp.so");

    private readonly TemporaryFolder _folder = new();

    public InstalledTorchTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The libraries are those of Linux.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_libraries_TorchSharp_was_built_for_serve() => Assert.Equal(Package, InstalledTorch.Check(Package, LibTorchSharp));

    [Fact]
    public void The_folder_torch_serves_as_well_as_torch_lib()
    {
        var lib = LinkPackage("torch/lib");

        Assert.Equal(lib, InstalledTorch.Check(lib, LibTorchSharp));
        Assert.Equal(lib, InstalledTorch.Check(_folder.File("torch"), LibTorchSharp));
    }

    [Fact]
    public void A_folder_without_libtorch_is_refused()
    {
        var e = Assert.Throws<LibtorchException>(() => InstalledTorch.Check(_folder.Path, LibTorchSharp));

        Assert.Equal($"{_folder.Path}: There is no libtorch.so in it. Expected the folder torch/lib of an installed PyTorch. {Remedy}", e.Message);
    }

    [Fact]
    public void Libraries_that_lack_symbols_are_refused_with_their_version()
    {
        var lib = Directory.CreateDirectory(_folder.File("torch/lib")).FullName;
        foreach (var name in new[] { "libtorch.so", "libtorch_cpu.so", "libc10.so" })
        {
            File.CreateSymbolicLink(Path.Combine(lib, name), Path.Combine(Package, "libc10.so"));
        }

        _folder.Write("torch/version.py", "from typing import Optional\n\n__version__ = '2.13.0+cpu'\ndebug = False\n");

        var e = Assert.Throws<LibtorchException>(() => InstalledTorch.Check(lib, LibTorchSharp));

        var (count, first) = Lacking();
        Assert.Equal($"{lib}: Its libtorch (PyTorch 2.13.0+cpu) lacks {count} of the symbols that TorchSharp needs (the first is {first}). {Remedy}", e.Message);
    }

    [Fact]
    public void Libraries_that_are_damaged_are_refused()
    {
        var lib = Path.GetDirectoryName(_folder.Write("lib/libtorch.so", "not a library, but long enough to have a header of sixty-four bytes"))!; // a file in a folder

        var e = Assert.Throws<LibtorchException>(() => InstalledTorch.Check(_folder.Path, LibTorchSharp));

        Assert.Equal($"{lib}: Its libraries cannot be read (It is no 64-bit little-endian ELF file). {Remedy}", e.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Torch_is_loaded_from_the_folder_named_and_from_nowhere_else(bool byVariable)
    {
        var lib = LinkPackage("torch/lib");
        ModelFolderThatLoads.Write(_folder);
        string[] arguments = ["label", "--model", _folder.File("model"), "--corpus", "none.csv", "--output", _folder.File("out.csv"), "--device", "cuda:99"];

        var (_, error) = await BuiltProgram.RunAsync(
            byVariable ? arguments : [.. arguments, "--libtorch", lib],
            ("FORUMCLASSIFIER_LIBTORCH", byVariable ? lib : ""), ("LD_DEBUG", "libs"), ("LD_DEBUG_OUTPUT", _folder.File("ld")));

        Assert.StartsWith("--device cuda:99: ", error, StringComparison.Ordinal);
        var loaded = Directory.EnumerateFiles(_folder.Path, "ld.*").SelectMany(File.ReadLines)
            .Where(line => line.Contains("calling init:", StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .Where(path => Path.GetFileName(path) is "libtorch.so" or "libtorch_cpu.so" or "libc10.so");
        Assert.Equal(new[] { "libc10.so", "libtorch.so", "libtorch_cpu.so" }.Select(name => Path.Combine(lib, name)), loaded.Order(StringComparer.Ordinal));
    }

    // Links, as the libraries are large.
    private string LinkPackage(string name)
    {
        var lib = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Package).Where(file => Path.GetFileName(file) != "libLibTorchSharp.so"))
        {
            File.CreateSymbolicLink(Path.Combine(lib, Path.GetFileName(file)), file);
        }

        return lib;
    }

    // With sets instead of one query: which undefined symbols of torch's own namespaces libc10.so does not have.
    private static (int Count, string First) Lacking()
    {
        using var needing = File.OpenRead(LibTorchSharp);
        using var having = File.OpenRead(Path.Combine(Package, "libc10.so"));
        var needed = new ElfFile(needing).Symbols().Where(symbol => symbol is { IsDefined: false, IsWeak: false }).Select(symbol => symbol.Name)
            .Where(name => new[] { "2at", "3c10", "5torch", "6caffe2" }.Any(part => name.Contains(part, StringComparison.Ordinal)));
        var lacking = new SortedSet<string>(needed, StringComparer.Ordinal);
        lacking.ExceptWith(new ElfFile(having).Symbols().Where(symbol => symbol.IsDefined).Select(symbol => symbol.Name));
        return (lacking.Count, lacking.Min!); // libc10.so alone lacks most of them
    }
}
