from extractor.cli import main

if __name__ == "__main__":  # a worker that Windows starts imports this
    main()
