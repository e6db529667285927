# limbeck
#
#   make            builds build/limbeck
#   make run        installs what is missing, builds, opens sample-project on SQLite
#   make test       installs what tests need, runs everything; ONLY="migrate/ test_stash" runs a part
#   make bench      limbeck's times as ratios to Alembic's, cat's and the sqlite3 shell's
#   make pictures makes those of the README
#   make man      writes the sections of the manual pages that come from tables
#   make keys     presses KEYS=100000 random keys; with SANITIZE=1 under the sanitizers
#   make faults   kills limbeck and its server at each statement, cuts and stalls COMMIT, closes the
#                 terminal, and checks the database and limbeck's messages
#   make sent     previews of SCRIPTS=2000 random scripts against what a server received
#   make record   writes the goldens, with an Alembic that you name and a private server
#   make conformance   against the test suites of CPython, SQLAlchemy and Alembic
#   make fidelity   README's table, against projects and an Alembic that you name
#   make fuzz       each target of tests/fuzz for SECONDS=60 under libFuzzer; TARGETS="ini url"
#   make lint       clang-format and clang-tidy over the sources, as CI does
#   make deps       installs what building needs
#   make install PREFIX=/usr/local DESTDIR=
#   make deb        a Debian package, in build/deb
#   make hardening  what the built program is guarded with
#   make reproducible  builds twice, in two places, and compares the bytes
#   make coverage   lines and branches covered by the tests, by folder
#   make SANITIZE=1 test   under the sanitizers; make sanitized: the part of it that CI runs
#
# Libraries, and why: ncursesw draws the terminal; libpq and sqlite3 speak to the
# databases; inih reads alembic.ini; utf8proc knows Unicode widths and letter
# case, which libc knows only for the locale it runs in; pcre2 matches what scripts
# ask of re; gmp computes with integers beyond 64 bits; libmd computes the digests of hashlib and of names too long; toml++ reads pyproject.toml;
# jansson writes JSON. Tests: cmocka
# runs them, libvterm is the terminal under the screen tests, alembic and a PostgreSQL
# server are what limbeck is compared with.

VERSION := 0.1.0
PREFIX ?= /usr/local
BUILD := build
CC ?= cc

ifdef SANITIZE
BUILD := build/sanitize
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
endif

PACKAGES := ncursesw libutf8proc libpcre2-8 libmd jansson gmp
# Not linked: libpq and sqlite3, loaded when needed (include/limbeck/database/library.h), and toml++, which is header-only.
HEADER_PACKAGES := libpq sqlite3 tomlplusplus
# inih ships no .pc file on some systems.
INIH_CFLAGS := $(shell pkg-config --cflags inih 2>/dev/null)
INIH_LIBS := $(shell pkg-config --libs inih 2>/dev/null || echo -linih)

# The C++ runtime for toml++, and gmp, linked statically where possible: loading libstdc++.so takes a sixth
# of "limbeck heads" on a hundred revisions, libgmp.so a twentieth on ten. The sanitizers need the shared
# libraries; set CXX_RUNTIME=-lc++ where there is no libstdc++.
ifeq ($(SANITIZERS),)
CXX_ARCHIVE := $(filter /%,$(shell $(CXX) -print-file-name=libstdc++.a))
GMP_ARCHIVE := $(filter /%,$(shell $(CC) -print-file-name=libgmp.a))
endif
CXX_RUNTIME ?= $(if $(CXX_ARCHIVE),-static-libgcc $(CXX_ARCHIVE),-lstdc++)

# Not with sanitizers, which have their own checks.
ifeq ($(SANITIZERS)$(COVERAGE),)
HARDENING := -fPIE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
HARDENED_LINK := -pie -Wl,-z,relro -Wl,-z,now
endif
# Reproducible builds: strip the path of the build folder.
PLACELESS := -ffile-prefix-map=$(CURDIR)=.

# Rows of tables omit fields that are zero.
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers
ifdef CI
WARNINGS += -Werror
endif
CFLAGS ?= -O2 -g
# pkg-config is asked once: expanded per object it took more time than the compiler.
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null) $(shell pkg-config --cflags-only-I $(HEADER_PACKAGES) 2>/dev/null)
PACKAGE_LIBRARIES := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -Iinclude -I$(GENERATED) $(WARNINGS) $(HARDENING) $(PLACELESS) $(CFLAGS) $(SANITIZERS) $(COVERAGE) \
	$(PACKAGE_CFLAGS) $(INIH_CFLAGS) \
	-DLIMBECK_VERSION='"$(VERSION)"' -DLIMBECK_SHARE='"$(PREFIX)/share/limbeck"'
# libc first: the loader searches the libraries for each name in this order, and most names are libc's.
LIBRARIES = -lc $(if $(GMP_ARCHIVE),$(patsubst -lgmp,$(GMP_ARCHIVE),$(PACKAGE_LIBRARIES)),$(PACKAGE_LIBRARIES)) $(INIH_LIBS) $(CXX_RUNTIME) -lm -lpthread -ldl

CXX_SOURCES := $(shell find src -name '*.cpp')
SOURCES := $(filter-out src/main.c,$(shell find src -name '*.c' | sort))
QUERIES := $(wildcard src/reflection/sql/*.sql)
# NAME:FOLDER, the table NAME_library.
PYTHON_LIBRARIES := python:src/python/stdlib packages:src/packages sqlalchemy:src/sqlalchemy/library \
	alembic:src/alembic/library
EMBEDDED := $(foreach pair,$(PYTHON_LIBRARIES),$(BUILD)/$(word 1,$(subst :, ,$(pair)))_library.o) $(BUILD)/queries.o $(BUILD)/script_templates.o
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(CXX_SOURCES:%.cpp=$(BUILD)/%.o) $(EMBEDDED)
GENERATED := $(BUILD)/generated
LIBRARY := $(BUILD)/liblimbeck.a
PROGRAM := $(BUILD)/limbeck

.PHONY: all run test man bench fuzz faults sent record fidelity conformance lint deps test-deps install clean format deb hardening reproducible coverage
.DEFAULT_GOAL := all
# All processors, unless make was called with a -j of its own.
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$$(nproc 2>/dev/null || echo 2))

all:
	@$(MAKE) --no-print-directory $(PARALLEL) $(PROGRAM)

$(PROGRAM): $(BUILD)/src/main.o $(LIBRARY)
	@echo "  link  $@"
	@$(CC) $(ALL_CFLAGS) $(HARDENED_LINK) $(LDFLAGS) -o $@ $< $(LIBRARY) $(LIBRARIES)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	@ar rcsD $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cpp
	@mkdir -p $(@D)
	@echo "  c++   $<"
	@$(CXX) -std=c++17 $(filter-out -std=%,$(ALL_CFLAGS)) -MMD -MP -c -o $@ $<

# Files embedded in the program as text: catalogue queries (they paste into psql), Python modules
# for scripts, and templates for `init`.
EMBED := sh src/embed.sh
$(BUILD)/queries.c: $(QUERIES) src/embed.sh
	@mkdir -p $(@D)
	@$(EMBED) queries $(QUERIES) > $@

# Their names, and an enum of each one's columns.
$(GENERATED)/queries.h: $(QUERIES) src/embed.sh
	@mkdir -p $(@D)
	@$(EMBED) columns $(QUERIES) > $@.new
	@mv $@.new $@
$(BUILD)/queries.o $(filter $(BUILD)/src/reflection/%,$(OBJECTS)): | $(GENERATED)/queries.h

define embed_modules
$(BUILD)/$(1)_library.c: $$(shell find $(2)) src/embed.sh
	@mkdir -p $$(@D)
	@$(EMBED) modules $(1)_library $(2) > $$@
endef
$(foreach pair,$(PYTHON_LIBRARIES),$(eval $(call embed_modules,$(word 1,$(subst :, ,$(pair))),$(word 2,$(subst :, ,$(pair))))))

TEMPLATES := $(filter-out %.md,$(sort $(wildcard src/project/templates/*)))
$(BUILD)/script_templates.c: $(TEMPLATES) src/embed.sh
	@mkdir -p $(@D)
	@$(EMBED) files script_templates $(TEMPLATES) > $@

$(EMBEDDED): $(BUILD)/%.o: $(BUILD)/%.c
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/src/main.d

# ---- what a fresh machine lacks ---------------------------------------------

deps:
	@sh tests/tools/install.sh build

test-deps:
	@sh tests/tools/install.sh test

run: deps all
	@cd sample-project && ../$(PROGRAM)

# ---- tests -------------------------------------------------------------------

TEST_SOURCES := $(wildcard tests/*/test_*.c)
TEST_PROGRAMS := $(TEST_SOURCES:%.c=$(BUILD)/%)
TEST_CFLAGS := $(shell pkg-config --cflags cmocka vterm 2>/dev/null)
EAGER := $(BUILD)/tests/eager
TEST_LIBRARIES := $(shell pkg-config --libs cmocka vterm 2>/dev/null) -lutil

test: test-deps
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory $(PARALLEL) test-programs
	@BUILD=$(BUILD) LIMBECK=$(abspath $(PROGRAM)) LIMBECK_EAGER=$(abspath $(EAGER)) ONLY="$(ONLY)" sh tests/tools/run.sh $(TEST_PROGRAMS)

# What CI runs under the sanitizers: all that parses, evaluates, compiles SQL or draws, and the scripted
# server; left out are the programs under a terminal, and what waits for a server and for Alembic.
SANITIZED := base/ config/ database/ dialect/ fuzz/ graph/ lint/ manual/ operations/ python/ reflection/ \
	schema/ script/ sql/ workspace/ tui/test_surface tui/test_goldens $(patsubst tests/%.c,%,$(wildcard tests/migrate/test_*.c))
sanitized:
	@$(MAKE) --no-print-directory SANITIZE=1 ONLY="$(SANITIZED)" test

.PHONY: test-programs sanitized
test-programs: $(TEST_PROGRAMS) $(EAGER)

# limbeck with a garbage collection at each statement of a script.
$(EAGER): $(BUILD)/src/main.o $(BUILD)/tests/python/eager_limits.o $(LIBRARY)
	@echo "  link  $@"
	@$(CC) $(ALL_CFLAGS) $(HARDENED_LINK) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

TEST_SUPPORT := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
FUZZ_TARGETS := $(filter-out tests/fuzz/test_% tests/fuzz/libfuzzer.c,$(wildcard tests/fuzz/*.c))
FUZZ_OBJECTS := $(FUZZ_TARGETS:%.c=$(BUILD)/%.o)
TEST_OBJECTS := $(TEST_PROGRAMS:%=%.o) $(TEST_SUPPORT) $(FUZZ_OBJECTS) $(BUILD)/tests/tui/picture.o
$(TEST_OBJECTS): | $(GENERATED)/queries.h
-include $(TEST_OBJECTS:.o=.d)

$(TEST_OBJECTS): $(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -Itests $(TEST_CFLAGS) -MMD -MP -c -o $@ $<

# A function defined by a test replaces the library's.
$(BUILD)/tests/fuzz/test_corpus: $(FUZZ_OBJECTS)
$(BUILD)/tests/%: $(BUILD)/tests/%.o $(TEST_SUPPORT) $(LIBRARY)
	@echo "  test  tests/$*"
	@$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) $(LIBRARY) $(TEST_LIBRARIES) $(LIBRARIES)

# libFuzzer is clang's, so this has a build of its own.
SECONDS ?= 60
FUZZ_BUILD := build/fuzz
fuzz:
	@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(FUZZ_BUILD) CC=clang CXX=clang++ \
		SANITIZERS="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=vptr,function -fno-sanitize-recover=undefined -fno-omit-frame-pointer" \
		$(FUZZ_BUILD)/fuzz
	@sh tests/fuzz/run.sh $(FUZZ_BUILD)/fuzz $(SECONDS) $(TARGETS)

$(FUZZ_BUILD)/fuzz: tests/fuzz/libfuzzer.c $(FUZZ_TARGETS) tests/fuzz/fuzz.h $(LIBRARY)
	@echo "  link  $@"
	@$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -o $@ tests/fuzz/libfuzzer.c $(FUZZ_TARGETS) $(LIBRARY) $(LIBRARIES) -lutil

COVERAGE_BUILD := build/coverage
coverage:
	@$(MAKE) --no-print-directory BUILD=$(COVERAGE_BUILD) CFLAGS="-O0 -g" COVERAGE="--coverage -fprofile-update=atomic" test
	@sh tests/tools/coverage.sh $(COVERAGE_BUILD)

# Ratios of two programs in one run; needs what the tests need.
bench: all
	@LIMBECK=$(abspath $(PROGRAM)) python3 tests/bench/bench.py

RUNS ?= all
faults: all
	@LIMBECK=$(abspath $(PROGRAM)) RUNS=$(RUNS) sh tests/faults/many.sh

# Previews of random scripts against the statements that a server received.
SCRIPTS ?= 2000
SEED ?= 1
sent: all
	@LIMBECK=$(abspath $(PROGRAM)) LIMBECK_TEST_ROOT=$(CURDIR) SCRIPTS=$(SCRIPTS) SEED=$(SEED) sh tests/migrate/test_sent.sh

# A hundred thousand random keys, best with SANITIZE=1.
KEYS ?= 100000
keys: all
	@$(MAKE) --no-print-directory $(BUILD)/tests/tui/test_random
	@LIMBECK=$(abspath $(PROGRAM)) LIMBECK_TEST_ROOT=$(CURDIR) LIMBECK_TEST_WORK=$$(mktemp -d) KEYS=$(KEYS) $(BUILD)/tests/tui/test_random

# The pictures of the README, from the program itself on the sample project.
PICTURES := man/pictures
pictures: all
	@$(MAKE) --no-print-directory $(BUILD)/tests/tui/picture
	@LIMBECK=$(abspath $(PROGRAM)) PICTURE=$(abspath $(BUILD))/tests/tui/picture sh tests/tui/pictures.sh $(PICTURES)

# The sections of the manual pages that come from the program's own tables.
man: all
	@$(MAKE) --no-print-directory $(BUILD)/tests/manual/test_manual
	@sh tests/tools/manual.sh $(PROGRAM) $(BUILD)/tests/manual/test_manual

# Public applications with their own alembic.ini and env.py: SOURCES is a folder with a checkout OWNER+REPOSITORY
# of each; LIMBECK_TEST_PORT that of a throw-away server (tests/tools/postgresql.sh).
.PHONY: projects
projects: all
	@python3 tests/fidelity/projects.py $(PROGRAM) "$(SOURCES)"

# README's table of fidelity; tests/fidelity/measure.sh says what it needs.
fidelity: all
	@LIMBECK=$(abspath $(PROGRAM)) PROJECTS="$(PROJECTS)" REFERENCE="$(REFERENCE)" sh tests/fidelity/measure.sh

# The suites of CPython, SQLAlchemy and Alembic; tests/conformance/measure.sh says what it needs.
conformance: all
	@LIMBECK=$(abspath $(PROGRAM)) JUDGES="$(JUDGES)" SOURCES="$(SOURCES)" CPYTHON="$(CPYTHON)" ONLY="$(ONLY)" WORK="$(WORK)" \
		sh tests/conformance/measure.sh

# What Alembic and SQLAlchemy print, again; tests/tools/record.sh says how to get them.
record: all
	@LIMBECK=$(abspath $(PROGRAM)) REFERENCE="$(REFERENCE)" sh tests/tools/record.sh

lint: $(GENERATED)/queries.h
	@clang-format --dry-run --Werror $(shell find src include tests -name '*.[ch]')
	@FLAGS='$(filter-out -O% -DLIMBECK_%,$(ALL_CFLAGS)) -DLIMBECK_VERSION="" -DLIMBECK_SHARE=""' sh tests/tools/lint.sh $(SOURCES) src/main.c

format:
	@clang-format -i $(shell find src include tests -name '*.[ch]')

SHARE = $(DESTDIR)$(PREFIX)/share
COMPLETIONS := bash:bash-completion/completions/limbeck zsh:zsh/site-functions/_limbeck \
	fish:fish/vendor_completions.d/limbeck.fish
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/limbeck/themes $(SHARE)/man/man1 $(SHARE)/man/man5 $(SHARE)/man/man7
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/limbeck
	for pair in $(COMPLETIONS); do \
		file=$(SHARE)/$${pair#*:}; mkdir -p "$$(dirname "$$file")" && \
		$(PROGRAM) completion "$${pair%%:*}" >"$$file" && chmod 644 "$$file" || exit 1; \
	done
	install -m 644 themes/*.ini $(DESTDIR)$(PREFIX)/share/limbeck/themes
	cp -R sample-project $(DESTDIR)$(PREFIX)/share/limbeck/
	rm -f $(DESTDIR)$(PREFIX)/share/limbeck/sample-project/*.db
	for page in man/*.[157]; do install -m 644 "$$page" "$(SHARE)/man/man$${page##*.}/" || exit 1; done

# ---- a package -----------------------------------------------------------------

# What is tracked, with .packaging as debian/; dpkg-buildpackage does the rest.
DEB := build/deb/limbeck-$(VERSION)
deb:
	@rm -rf build/deb && mkdir -p $(DEB)
	@git ls-files -z | xargs -0 cp --parents -t $(DEB)
	@mv $(DEB)/.packaging $(DEB)/debian
	@cd $(DEB) && dpkg-buildpackage -us -uc -b
	@ls build/deb/*.deb

hardening: all
	@sh tests/tools/hardening.sh $(PROGRAM)

reproducible:
	@sh tests/tools/reproducible.sh

clean:
	rm -rf build
